import { access } from './access.ts';
import type { OperationName } from './operations.ts';
import type { Finding } from './schema/finding.ts';
import type { Execution } from './schema/execution.ts';
import type { Plan } from './schema/plan.ts';
import type { Grant, Role } from './schema/user.ts';

/** What an action on a plan, an execution or a finding looks at beside who asks. */
interface Subjects {
  readonly plan: Pick<Plan, 'status' | 'requestedBy'>;
  readonly execution: Pick<Execution, 'phase' | 'status' | 'kind' | 'outcome'>;
  readonly finding: Pick<Finding, 'workflow' | 'recordState' | 'pausedReason'>;
}

interface Capability<Of extends keyof Subjects> {
  readonly of: Of;
  /** Who may is what the permission matrix says of it. */
  readonly operation: OperationName;
  /** The value by which the matrix asks for more roles, such as `break-glass`. */
  readonly says?: string;
  readonly inStates: (subject: Subjects[Of]) => boolean;
  /** Four eyes: not who asked for it. */
  readonly byAnother?: boolean;
}

const planIs =
  (...statuses: readonly Plan['status'][]) =>
  ({ status }: Subjects['plan']): boolean =>
    statuses.includes(status);
const isOpen = ({ workflow, recordState }: Subjects['finding']): boolean =>
  recordState === 'ACTIVE' && (workflow === 'NEW' || workflow === 'NOTIFIED');
const isRunning = ({ phase }: Subjects['execution']): boolean => phase === 'checking' || phase === 'running';

const plan = (one: Omit<Capability<'plan'>, 'of'>): Capability<'plan'> => ({ of: 'plan', ...one });
const execution = (one: Omit<Capability<'execution'>, 'of'>): Capability<'execution'> => ({ of: 'execution', ...one });
const finding = (one: Omit<Capability<'finding'>, 'of'>): Capability<'finding'> => ({ of: 'finding', ...one });

/**
 * What may be done in which state. Roles are not repeated: each action names its operation, and the permission matrix
 * (`access`) says who may. The engine asks again; a test holds its refusals against this table.
 */
export const capabilities = {
  'plan.approve': plan({ operation: 'decidePlan', inStates: planIs('waiting-for-approval'), byAnother: true }),
  'plan.reject': plan({ operation: 'decidePlan', inStates: planIs('waiting-for-approval') }),
  'plan.break-glass': plan({
    operation: 'decidePlan',
    says: 'break-glass',
    inStates: planIs('waiting-for-approval', 'ready', 'approved'),
  }),
  'plan.start': plan({ operation: 'startExecution', inStates: planIs('ready', 'approved') }),
  'execution.cancel': execution({ operation: 'cancelExecution', inStates: isRunning }),
  'execution.signal': execution({ operation: 'signalExecution', inStates: isRunning }),
  'execution.resume': execution({ operation: 'signalExecution', says: 'resume', inStates: isRunning }),
  'execution.undo': execution({
    operation: 'planUndo',
    inStates: ({ kind, phase }) => kind === 'repair' && phase === 'finished',
  }),
  'finding.plan': finding({ operation: 'makePlan', inStates: isOpen }),
  'finding.update': finding({ operation: 'updateFindings', inStates: () => true }),
  'finding.suppress': finding({ operation: 'updateFindings', inStates: ({ workflow }) => workflow !== 'SUPPRESSED' }),
  'finding.investigate': finding({ operation: 'investigateFinding', inStates: () => true }),
  'finding.resume': finding({
    operation: 'resumeAutomation',
    inStates: ({ pausedReason }) => pausedReason !== undefined,
  }),
} as const;

export type ActionName = keyof typeof capabilities;
export type SubjectOf<A extends ActionName> = Subjects[(typeof capabilities)[A]['of']];

/** Whether something may be done, or why not: whose roles it takes, or what keeps it from being done now. */
export type Allowance =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'lacks-role'; readonly roles: readonly Role[]; readonly all: boolean }
  /** The roles are enough, and hold only in some accounts. */
  | { readonly kind: 'lacks-place' }
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'own-request' };

interface Asker {
  readonly name: string;
  readonly grants: readonly Grant[];
}

const ALLOWED: Allowance = { kind: 'allowed' };

const holdsEverywhere = ({ accounts, organizationalUnits }: Grant): boolean =>
  accounts === undefined && organizationalUnits === undefined;

/** Whether the roles of a person are enough for an operation: in any account, or in all where it cannot be narrowed. */
export function allowedOperation(
  { grants }: Pick<Asker, 'grants'>,
  operation: OperationName,
  says?: string,
): Allowance {
  const { roles, when, scope } = access[operation];
  const allOf = when !== undefined && says !== undefined && when.is.includes(says) ? when.allOf : undefined;
  const areEnough = (those: readonly Grant[]): boolean => {
    const held = new Set(those.map(({ role }) => role));
    if (allOf === undefined) return roles.some((role) => held.has(role));
    return held.has('admin') || allOf.every((role) => held.has(role));
  };
  if (!areEnough(grants)) return { kind: 'lacks-role', roles: allOf ?? roles, all: allOf !== undefined };
  if (scope.kind === 'everywhere' && !areEnough(grants.filter(holdsEverywhere))) return { kind: 'lacks-place' };
  return ALLOWED;
}

/** Whether a person may do this to that now, as far as its state and his roles tell. */
export function allowedAction<A extends ActionName>(asker: Asker, action: A, subject: SubjectOf<A>): Allowance {
  const capability = capabilities[action] as Capability<keyof Subjects>;
  const allowance = allowedOperation(asker, capability.operation, capability.says);
  if (allowance.kind !== 'allowed') return allowance;
  if (!capability.inStates(subject)) return { kind: 'wrong-state' };
  return capability.byAnother === true && isOwnRequest(asker, subject) ? { kind: 'own-request' } : ALLOWED;
}

function isOwnRequest({ name }: Asker, subject: object): boolean {
  const { requestedBy } = subject as Partial<Subjects['plan']>;
  return requestedBy?.kind === 'person' && requestedBy.name === name;
}
