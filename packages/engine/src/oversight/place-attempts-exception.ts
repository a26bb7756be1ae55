import {
  instantAfter,
  LONGEST_EXCEPTION_DAYS,
  MOST_EXCEPTIONS,
  type Exception,
  type Finding,
  type PolicyRemediation,
  type Stores,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { attemptsExceptionId } from './attempts-exception-id.ts';
import { keepException } from './exceptions.ts';
import { EXCEPTIONS_KEY } from './exceptions-key.ts';

const DAY_MS = 86_400_000;
const ENGINE = { kind: 'system', name: 'engine' } as const;

/**
 * Gives up on a resource, as AWS Config does: after so many attempts within the time it writes an exception by itself,
 * and goes on only when that is removed. Config's own does not expire; this one lasts as long as an exception may.
 * Undefined: there are as many exceptions as there may be, or there is one already.
 */
export async function placeAttemptsException(
  parts: Pick<EngineParts, 'clock' | 'policy'>,
  stores: Stores,
  {
    finding,
    line,
    attempts,
  }: { readonly finding: Finding; readonly line: PolicyRemediation; readonly attempts: number },
): Promise<Exception | undefined> {
  const at = parts.clock.now();
  const { accounts, exceptions: ofPolicy } = await parts.policy();
  await stores.runs.holdKeys([EXCEPTIONS_KEY]);
  const id = attemptsExceptionId(finding.id);
  const placed = await stores.definitions.list('exception');
  if (placed.some(({ key }) => key === id)) return undefined;
  if (placed.length + ofPolicy.length >= MOST_EXCEPTIONS) return undefined;
  const exception: Exception = {
    id,
    scope: { controls: [finding.controlId], accounts: [finding.resource.accountId], arns: [finding.resource.arn] },
    owner: accounts.find((account) => account.id === finding.resource.accountId)?.owner ?? 'nobody yet',
    approver: `policy line ${line.name}`,
    justification: `${attempts} attempts of line ${line.name} within ${line.retrySeconds} seconds have not repaired it.`,
    createdAt: at,
    expiresAt: instantAfter(at, LONGEST_EXCEPTION_DAYS * DAY_MS),
    origin: 'attempts',
    createdBy: ENGINE.name,
  };
  await keepException(stores, exception, { action: 'exception.placed', actor: ENGINE, at });
  return exception;
}
