import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import type { ExceptionWord, Label } from './catalogue.ts';
import type { MakeDraft } from './draft.ts';
import { objectAt, textAt, timeAt, valueAt } from './read-detail.ts';
import { actorOf } from './work-draft.ts';

/** Drafts of what keeps Trueup from acting: circuit breakers, kill switches, exceptions. */

/** A breaker's id is what it counts by and which of them, such as `control/S3.8`. */
export const breakerDraft: MakeDraft = ({ detail }, { circuitBreakerOpened }) => {
  const breaker = objectAt(detail, 'breaker') ?? {};
  const id = textAt(breaker, 'id') ?? '–';
  return {
    words: circuitBreakerOpened({ breaker: id }),
    facts: [
      ['circuitBreaker', id],
      ['failures', textAt(breaker, 'failures')],
      ['openUntil', timeAt(breaker, 'until')],
      ['resource', textAt(breaker, 'resource')],
      ['account', textAt(breaker, 'accountId')],
      ['region', textAt(breaker, 'region')],
      ['control', textAt(breaker, 'controlId')],
      ['remediation', textAt(breaker, 'remediation')],
    ],
    page: { page: 'execution', id: textAt(breaker, 'executionId') },
  };
};

export const killSwitchDraft =
  (turned: 'on' | 'off'): MakeDraft =>
  (event, { killSwitch, killSwitchScope, nameless }) => {
    const told = objectAt(event.detail, 'kill-switch') ?? {};
    const person = actorOf(event);
    const id = textAt(told, 'scope', 'id');
    const kind = (['account', 'control'] as const).find((one) => one === textAt(told, 'scope', 'kind')) ?? 'all';
    const words = killSwitch[turned]({
      scope: killSwitchScope[kind]({ id: id ?? '–' }),
      person: person ?? nameless.person,
    });
    return {
      words,
      facts: [
        [kind === 'control' ? 'control' : 'account', id],
        ['reason', textAt(told, 'reason')],
        ['turnedOnBy', textAt(told, 'turnedOnBy')],
        ['turnedOffBy', turned === 'off' ? person : undefined],
        ['time', timeAt(event.time)],
      ],
      page: { page: 'killSwitch', id: 'kill-switch' },
    };
  };

/** What is gone has no page. */
const GONE: readonly ExceptionWord[] = ['removed', 'expired'];

export const exceptionDraft =
  (word: ExceptionWord): MakeDraft =>
  ({ detail }, catalogue) => {
    const told = objectAt(detail, 'exception') ?? {};
    const id = textAt(told, 'id');
    return {
      words: catalogue.exception[word]({ exception: id ?? catalogue.nameless.exception }),
      facts: [
        ...scopeFacts(objectAt(told, 'scope') ?? {}),
        // The reason of a removal stands in for why it was placed.
        ['reason', textAt(told, 'reason') ?? textAt(told, 'justification')],
        ['owner', textAt(told, 'owner')],
        ['approver', textAt(told, 'approver')],
        ['expires', timeAt(told, 'expiresAt')],
      ],
      ...(GONE.includes(word) ? {} : { page: { page: 'exception', id } as const }),
    };
  };

function scopeFacts(scope: JsonObject): readonly (readonly [Label, string | undefined])[] {
  return [
    ['resource', listAt(scope, 'arns')],
    ['resourceType', listAt(scope, 'resourceTypes')],
    ['account', listAt(scope, 'accounts')],
    ['organizationalUnit', listAt(scope, 'organizationalUnits')],
    ['region', listAt(scope, 'regions')],
    ['control', listAt(scope, 'controls')],
    ['tags', tagsAt(scope)],
  ];
}

/** So many entries are named; the console shows all. */
const NAMED = 10;

function listAt(scope: JsonObject, name: string): string | undefined {
  const list = valueAt(scope, name);
  return Array.isArray(list) ? listed(list as readonly Json[]) : undefined;
}

/** `tier=1|2`; a tag of any value by its name alone. */
function tagsAt(scope: JsonObject): string | undefined {
  const tags = valueAt(scope, 'tags');
  if (!isJsonObject(tags)) return undefined;
  return listed(
    Object.entries(tags).map(([key, values]) => {
      const allowed = Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
      return allowed.length === 0 ? key : `${key}=${allowed.join('|')}`;
    }),
  );
}

function listed(list: readonly Json[]): string | undefined {
  const named = list.slice(0, NAMED).flatMap((entry) => textAt(entry) ?? []);
  return named.length === 0 ? undefined : textAt([...named, ...(list.length > NAMED ? ['…'] : [])].join(', '));
}
