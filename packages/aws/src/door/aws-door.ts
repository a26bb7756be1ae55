import { hash } from 'node:crypto';
import { region, type Door, type PermissionStatement, type Region } from '@trueup/core';
import { accessOf } from './access.ts';
import type { AwsAccess } from './aws-access.ts';
import { processBudget, type CallBudget } from './call-budget.ts';
import { memberCredentials, type Narrowing } from './member-credentials.ts';
import { sdkClients } from './sdk-clients.ts';
import { doorSession } from './session.ts';
import { sessionPolicy, type SessionPolicy } from './session-policy.ts';
import { DEFAULT_TIMEOUTS, sharedRequestHandler } from './shared-request-handler.ts';

export interface AwsDoorOptions {
  /** Asked at every call, so a changed policy counts at once. undefined: the account is not ours to enter. */
  readonly accountOf: (accountId: string) => AwsAccess | undefined;
  /** Every service's endpoint. Absent: `AWS_ENDPOINT_URL`, else AWS. */
  readonly endpoint?: string;
  /** What CloudTrail shows beside the role. Absent: `trueup`. */
  readonly sessionName?: string;
  /** Absent: the one budget that all doors of this process share. */
  readonly budget?: CallBudget;
  /** Of one attempt. Absent: 3 s to connect, 30 s to be answered. */
  readonly timeouts?: { readonly connectionMs: number; readonly requestMs: number };
}

/**
 * The door to AWS over the SDK's clients. Every attempt of every call pays into a budget per account, region and
 * service; throttled and failed attempts are repeated up to five times.
 *
 * Statements narrow a member role. An account without a role is entered with the process's own credentials, which AWS
 * lets nobody narrow: least privilege needs a role.
 */
export function awsDoor(options: AwsDoorOptions): Door & { close(): void } {
  const handler = sharedRequestHandler(options.timeouts ?? DEFAULT_TIMEOUTS);
  const clients = sdkClients({
    budget: options.budget ?? processBudget,
    requestHandler: handler.forClients,
    endpoint: options.endpoint ?? (process.env['AWS_ENDPOINT_URL'] || undefined),
  });
  const members = memberCredentials({ clients, sessionName: options.sessionName ?? 'trueup', ownRegion: ownRegion() });
  return {
    open(scope, sessionOptions) {
      const narrowed = narrow(sessionOptions.statements);
      return doorSession({
        scope,
        options: sessionOptions,
        clients,
        accountOf: options.accountOf,
        identityOf: (access) =>
          narrowed?.kind === 'failed' ? narrowed.failure : members.identity(scope, access, narrowed?.narrowing),
      });
    },
    accessOf: (call) => accessOf(call.service, call.operation),
    close() {
      clients.clear();
      members.clear();
      handler.close();
    },
  };
}

type Narrowed =
  { readonly kind: 'narrowing'; readonly narrowing: Narrowing } | Extract<SessionPolicy, { kind: 'failed' }>;

function narrow(statements: readonly PermissionStatement[] | undefined): Narrowed | undefined {
  if (statements === undefined) return undefined;
  const policy = sessionPolicy(statements);
  if (policy.kind === 'failed') return policy;
  return { kind: 'narrowing', narrowing: { policy: policy.text, hash: hash('sha256', policy.text, 'hex') } };
}

function ownRegion(): Region | undefined {
  const name = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
  return name ? region(name) : undefined;
}
