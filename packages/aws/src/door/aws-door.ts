import { hash } from 'node:crypto';
import {
  region,
  type CallFailure,
  type Door,
  type PermissionStatement,
  type Region,
  type Scope,
  type SessionOptions,
} from '@trueup/core';
import { accessOf } from './access.ts';
import type { AwsAccess } from './aws-access.ts';
import { processBudget, type CallBudget } from './call-budget.ts';
import type { GatewayDoor } from './gateway-door.ts';
import { memberCredentials, type Identity, type Narrowing } from './member-credentials.ts';
import { sdkClients, type AwsAttempt } from './sdk-clients.ts';
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
  /** Told of each attempt of each call, for figures. */
  readonly attempted?: (attempt: AwsAttempt) => void;
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
export function awsDoor(options: AwsDoorOptions): Door & GatewayDoor & { close(): void } {
  const budget = options.budget ?? processBudget;
  const endpoint = options.endpoint ?? (process.env['AWS_ENDPOINT_URL'] || undefined);
  const handler = sharedRequestHandler(options.timeouts ?? DEFAULT_TIMEOUTS);
  const clients = sdkClients({
    budget,
    requestHandler: handler.forClients,
    endpoint,
    ...(options.attempted === undefined ? {} : { attempted: options.attempted }),
  });
  const members = memberCredentials({ clients, sessionName: options.sessionName ?? 'trueup', ownRegion: ownRegion() });
  const enter = (scope: Scope, session: SessionOptions): (() => Identity | CallFailure) => {
    const narrowed = narrow(session.statements);
    return () => {
      const access = accessTo(scope, session.roleArn, options.accountOf);
      if ('code' in access) return access;
      return narrowed?.kind === 'failed' ? narrowed.failure : members.identity(scope, access, narrowed?.narrowing);
    };
  };
  return {
    endpoint,
    budget,
    open: (scope, session) => doorSession({ scope, options: session, clients, identityOf: enter(scope, session) }),
    async credentials(scope, session) {
      const identity = enter(scope, session)();
      return 'key' in identity ? identity.credentials() : { kind: 'failed', failure: identity };
    },
    accessOf: (call) => accessOf(call.service, call.operation),
    close() {
      clients.clear();
      members.clear();
      handler.close();
    },
  };
}

const ROLE_ARN = /^arn:([\w-]+):iam::(\d{12}):role\/([\w+=,.@/-]+)$/;

/** How the account is entered: with the role that the session asks for, else with that of the policy. */
function accessTo(
  scope: Scope,
  roleArn: string | undefined,
  accountOf: AwsDoorOptions['accountOf'],
): AwsAccess | CallFailure {
  const known = accountOf(scope.accountId);
  if (known === undefined) {
    return refused('UnknownAccount', `account ${scope.accountId} is not among the accounts of the policy`);
  }
  if (roleArn === undefined) return known;
  const [, partition, account, role] = ROLE_ARN.exec(roleArn) ?? [];
  if (role === undefined) {
    return refused('InvalidRoleArn', `'${roleArn}' is no role; accepted: arn:aws:iam::<12 digits>:role/<name>`);
  }
  if (account !== scope.accountId || partition !== scope.partition) {
    const message = `the role ${roleArn} is not of account ${scope.accountId} (${scope.partition}), where this session acts`;
    return refused('RoleOfAnotherAccount', message);
  }
  return { ...known, role };
}

function refused(code: string, message: string): CallFailure {
  return { code, message, httpStatus: 0, kind: 'access-denied' };
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
