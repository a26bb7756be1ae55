import type { StepExecution } from '@trueup/api-contract';

/** What an `aws:approve` waits for. */
interface WantedApproval {
  /** Names, or ARNs of users and roles. */
  readonly approvers: readonly string[];
  readonly needed: number;
  readonly message: string | undefined;
}

export function wantedApproval({ inputs }: Pick<StepExecution, 'inputs'>): WantedApproval {
  const approvers = [inputs?.['Approvers'] ?? []].flat().filter((one) => typeof one === 'string');
  const needed = Number(inputs?.['MinRequiredApprovals'] ?? 1);
  const message = inputs?.['Message'];
  return {
    approvers,
    needed: Number.isInteger(needed) ? needed : 1,
    message: typeof message === 'string' && message !== '' ? message : undefined,
  };
}

/** Whether a person is among them, as the server sees it: by name, or by an ARN that ends in the name. */
export function isApprover(name: string, { approvers }: Pick<WantedApproval, 'approvers'>): boolean {
  return approvers.some((one) => one === name || (one.startsWith('arn:') && one.split('/').at(-1) === name));
}
