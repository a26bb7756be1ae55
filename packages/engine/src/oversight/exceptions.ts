import {
  exceptionFault,
  MOST_EXCEPTIONS,
  type Actor,
  type Exception,
  type Instant,
  type JsonObject,
  type NewRecord,
  type Stores,
  type User,
} from '@trueup/core';
import type { InvalidInput } from '../definition/automation-rules.ts';
import { markChanging } from '../kept-copy.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { EXCEPTIONS_KEY } from './exceptions-key.ts';

/** What a person says of an exception; the rest is known. */
export interface ExceptionDraft extends Omit<Exception, 'id' | 'createdAt' | 'createdBy' | 'origin' | 'remindedAt'> {
  /** Absent: one is made up. */
  readonly id?: string;
}

export type ExceptionKept = { readonly kind: 'kept'; readonly exception: Exception } | InvalidInput | Refused;

/** Whoever places it names someone else who approved it. It may come before any finding. */
export async function placeException(parts: EngineParts, draft: ExceptionDraft, actor: Actor): Promise<ExceptionKept> {
  const at = parts.clock.now();
  const { exceptions: ofPolicy } = await parts.policy();
  const exception: Exception = {
    ...draft,
    id: draft.id ?? parts.ids.next('exception'),
    createdAt: at,
    createdBy: actor.name,
    origin: 'person',
  };
  const fault = exceptionFault(exception, at);
  if (fault) return { kind: 'invalid', ...fault };
  return parts.store.transaction(async (stores): Promise<ExceptionKept> => {
    await stores.runs.holdKeys([EXCEPTIONS_KEY]);
    const refusal = await approverRefusal(stores, exception, actor);
    if (refusal) return refusal;
    const placed = await stores.definitions.list('exception');
    if ([...ofPolicy.map(({ id }) => id), ...placed.map(({ key }) => key)].includes(exception.id)) {
      return refused('definition-exists', `there is an exception ${exception.id} already`);
    }
    if (placed.length + ofPolicy.length >= MOST_EXCEPTIONS) {
      return refused('definition-limit', `there are ${MOST_EXCEPTIONS} exceptions, which is the most`);
    }
    await keepException(stores, exception, { action: 'exception.placed', actor, at });
    await stores.decisions.allDue(at);
    return { kind: 'kept', exception };
  });
}

/** Changes what is given of it. Whoever changes it is not its approver either: a longer exception is approved anew. */
export async function changeException(
  parts: EngineParts,
  id: string,
  changes: Partial<Omit<ExceptionDraft, 'id'>>,
  actor: Actor,
): Promise<ExceptionKept> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores): Promise<ExceptionKept> => {
    const current = await stores.definitions.get('exception', id);
    if (!current) return notPlaced(parts, id);
    const { remindedAt, ...rest } = current;
    const moved = changes.expiresAt !== undefined || changes.remindDays !== undefined;
    const exception: Exception = { ...rest, ...changes, ...(moved || remindedAt === undefined ? {} : { remindedAt }) };
    const fault = exceptionFault(exception, at);
    if (fault) return { kind: 'invalid', ...fault };
    const refusal = await approverRefusal(stores, exception, actor);
    if (refusal) return refusal;
    await keepException(stores, exception, { action: 'exception.changed', actor, at, was: current });
    await stores.decisions.allDue(at);
    return { kind: 'kept', exception };
  });
}

export async function removeException(
  parts: EngineParts,
  id: string,
  reason: string | undefined,
  actor: Actor,
): Promise<{ readonly kind: 'removed'; readonly exception: Exception } | Refused> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const exception = await stores.definitions.get('exception', id);
    if (!exception) return notPlaced(parts, id);
    markChanging(stores.definitions);
    await stores.definitions.remove('exception', id);
    await stores.records.append([exceptionRecord(exception, { action: 'exception.removed', actor, at, reason })]);
    await stores.decisions.allDue(at);
    return { kind: 'removed', exception };
  });
}

interface Happening {
  readonly action: Extract<NewRecord['action'], `exception.${string}`>;
  readonly actor: Actor;
  readonly at: Instant;
  readonly reason?: string | undefined;
  readonly was?: Exception;
}

/** Stores and records it, in the transaction at hand. */
export async function keepException(stores: Stores, exception: Exception, happening: Happening): Promise<void> {
  markChanging(stores.definitions);
  await stores.definitions.put('exception', exception.id, exception);
  await stores.records.append([exceptionRecord(exception, happening)]);
}

export function exceptionRecord(exception: Exception, { action, actor, at, reason, was }: Happening): NewRecord {
  const { accounts = [] } = exception.scope;
  const [account] = accounts;
  return {
    at,
    actor,
    action,
    subject: { kind: 'exception', id: exception.id },
    detail: {
      ...(exception as unknown as JsonObject),
      ...(accounts.length === 1 && account !== undefined ? { accountId: account } : {}),
      ...(reason === undefined ? {} : { reason }),
      ...(was === undefined ? {} : { was: was as unknown as JsonObject }),
    },
  };
}

async function notPlaced(parts: EngineParts, id: string): Promise<Refused> {
  const { exceptions } = await parts.policy();
  return exceptions.some((exception) => exception.id === id)
    ? refused('in-policy', `exception ${id} stands in the policy: change it there and apply the policy`)
    : refused('unknown-definition', `no exception ${id}`);
}

/** Four eyes: by his name or his mail address, the approver is not the one who acts. */
async function approverRefusal(stores: Stores, { approver }: Exception, actor: Actor): Promise<Refused | undefined> {
  const user = await stores.identities.userNamed(actor.name);
  const names = [actor.name, ...(user?.email === undefined ? [] : [user.email])].map(plainName);
  if (names.includes(plainName(approver))) {
    return refused('same-person', `${actor.name} cannot be the approver of an exception that he places himself`);
  }
  const users = await stores.identities.users();
  // Until there are users anyone may be named.
  return users.length === 0 || users.some((one) => mayApprove(one, plainName(approver)))
    ? undefined
    : refused('unknown-approver', `${approver} is no user of role approver or admin who may log in`);
}

function mayApprove({ name, email, disabledAt, grants }: User, approver: string): boolean {
  const names = [name, ...(email === undefined ? [] : [email])].map(plainName);
  return (
    disabledAt === undefined &&
    names.includes(approver) &&
    grants.some(({ role }) => role === 'approver' || role === 'admin')
  );
}

const plainName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
