import type { DecisionInput } from '../decision.ts';
import type { Guard } from '../guard.ts';

type Asked = DecisionInput['asked'];

const ALL: readonly Asked[] = ['policy', 'person', 'approved', 'break-glass'];
const NOT_BREAK_GLASS: readonly Asked[] = ['policy', 'person', 'approved'];
/** An approval, or a person who takes it on himself, answers what these ask. */
const NOT_ANSWERED: readonly Asked[] = ['policy', 'person'];
const BY_ITSELF: readonly Asked[] = ['policy'];
const NONE: readonly Asked[] = [];

/**
 * Whom each guard holds for, by what was asked. An undo that the policy starts by itself only takes back what is known
 * to have gone wrong, so that the calendar does not hold it up.
 */
const CONCERNS: Readonly<Record<Guard, Readonly<Record<DecisionInput['kind'], readonly Asked[]>>>> = {
  'kill-switch': { repair: ALL, undo: ALL },
  clock: { repair: ALL, undo: ALL },
  finding: { repair: ALL, undo: NONE },
  exception: { repair: NOT_BREAK_GLASS, undo: NONE },
  pause: { repair: BY_ITSELF, undo: NONE },
  freeze: { repair: NOT_BREAK_GLASS, undo: ['person', 'approved'] },
  'change-window': { repair: NOT_BREAK_GLASS, undo: ['person', 'approved'] },
  owner: { repair: NOT_BREAK_GLASS, undo: NONE },
  flap: { repair: BY_ITSELF, undo: NONE },
  breaker: { repair: BY_ITSELF, undo: NONE },
  attempts: { repair: BY_ITSELF, undo: NONE },
  errors: { repair: BY_ITSELF, undo: NONE },
  limits: { repair: NOT_BREAK_GLASS, undo: NONE },
  lock: { repair: ALL, undo: ALL },
  remediation: { repair: ALL, undo: NONE },
  mode: { repair: NOT_ANSWERED, undo: ['person'] },
  critical: { repair: NOT_ANSWERED, undo: NONE },
  promotion: { repair: BY_ITSELF, undo: NONE },
  undo: { repair: NOT_ANSWERED, undo: ['person'] },
  plan: { repair: NOT_ANSWERED, undo: NONE },
};

export function concerns(guard: Guard, { asked, kind }: Pick<DecisionInput, 'asked' | 'kind'>): boolean {
  return CONCERNS[guard][kind].includes(asked);
}
