import type { Exception, Input } from '@trueup/api-contract';
import { draftOf, namesSomething, scopeOf, type ScopeDraft } from '../../../forms/scope-draft.ts';
import { inDays, instantOf, localTimeOf, type LocalTime } from './expiry.ts';

/** An exception as it is being written. */
export interface ExceptionDraft {
  /** Empty: one is made up. */
  readonly id: string;
  readonly scope: ScopeDraft;
  readonly owner: string;
  readonly approver: string;
  readonly justification: string;
  readonly expires: LocalTime;
  /** Empty: 7. */
  readonly remindDays: string;
}

/** The longest that an exception may last, from the day on which it was placed. */
export const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

export function newDraft(scope: ScopeDraft, now: number): ExceptionDraft {
  return { id: '', scope, owner: '', approver: '', justification: '', expires: inDays(30, now), remindDays: '' };
}

export function draftOfException(exception: Exception): ExceptionDraft {
  const { id, scope, owner, approver, justification, expiresAt, remindDays } = exception;
  return {
    id,
    scope: draftOf(scope),
    owner,
    approver,
    justification,
    expires: localTimeOf(expiresAt),
    remindDays: remindDays === undefined ? '' : String(remindDays),
  };
}

/** What is wrong with a member, as the end of a message id. The server says the rest. */
export type DraftFaults = Readonly<
  Partial<{
    scope: 'everything';
    owner: 'missing';
    approver: 'missing' | 'yourself';
    justification: 'missing';
    expires: 'noTime' | 'past' | 'tooFar';
    remindDays: 'noDays';
    id: 'noId';
  }>
>;

/** @param me who places it: he cannot be the one that approves it. @param placedAt from when its days count. */
export function draftFaults(draft: ExceptionDraft, me: string, placedAt: number, now: number): DraftFaults {
  const approver = draft.approver.trim();
  const expires = expiryFault(draft.expires, placedAt, now);
  return {
    ...(namesSomething(scopeOf(draft.scope)) ? {} : { scope: 'everything' as const }),
    ...(draft.owner.trim() === '' ? { owner: 'missing' as const } : {}),
    ...(approver === '' ? { approver: 'missing' as const } : {}),
    ...(approver.toLowerCase() === me.toLowerCase() ? { approver: 'yourself' as const } : {}),
    ...(draft.justification.trim() === '' ? { justification: 'missing' as const } : {}),
    ...(expires === undefined ? {} : { expires }),
    ...(isDays(draft.remindDays) ? {} : { remindDays: 'noDays' as const }),
    ...(/^(?:[a-z0-9][a-z0-9-]{0,99})?$/.test(draft.id.trim()) ? {} : { id: 'noId' as const }),
  };
}

function expiryFault(expires: LocalTime, placedAt: number, now: number): DraftFaults['expires'] {
  const at = instantOf(expires);
  if (at === undefined) return 'noTime';
  const ms = Date.parse(at);
  if (ms <= now) return 'past';
  return ms > placedAt + LONGEST_DAYS * DAY_MS ? 'tooFar' : undefined;
}

const isDays = (text: string): boolean =>
  text.trim() === '' || (/^\d{1,3}$/.test(text.trim()) && Number(text) <= LONGEST_DAYS);

/** What the API takes; undefined while the time is none. */
export function exceptionInput(draft: ExceptionDraft): Omit<Input<'placeException'>, 'id'> | undefined {
  const expiresAt = instantOf(draft.expires);
  if (expiresAt === undefined) return undefined;
  const remindDays = draft.remindDays.trim();
  return {
    scope: scopeOf(draft.scope),
    owner: draft.owner.trim(),
    approver: draft.approver.trim(),
    justification: draft.justification.trim(),
    expiresAt,
    ...(remindDays === '' ? {} : { remindDays: Number(remindDays) }),
  };
}
