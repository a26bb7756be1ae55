import {
  compilePattern,
  DEFAULT_BUS,
  eventTime,
  matchesPattern,
  parseEventText,
  type Actor,
  type EventEnvelope,
  type EventTarget,
  type Instant,
  type JsonObject,
  type Scope,
} from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';

export interface NewEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  readonly resources: readonly string[];
  /** Absent: now. */
  readonly time?: Instant;
}

/** Sources that only the services themselves and Trueup may name: rules and messages trust them. */
const RESERVED = /^(?:aws|trueup)(?:\.|$)/;

export type EventPut =
  { readonly kind: 'put'; readonly id: string } | { readonly kind: 'refused'; readonly reason: string };

/** Publishes events of someone's own. One outcome an event, in their order. */
export async function putEvents(
  parts: EngineParts,
  given: readonly NewEvent[],
  scope: Scope,
): Promise<readonly EventPut[]> {
  const now = parts.clock.now();
  const accepted = given.filter(({ source }) => !RESERVED.test(source));
  const events = accepted.map((event): EventEnvelope => ({
    version: '0',
    id: parts.ids.uuid(),
    'detail-type': event.detailType,
    source: event.source,
    account: scope.accountId,
    time: eventTime(event.time ?? now),
    region: scope.region,
    resources: event.resources,
    detail: event.detail,
  }));
  await parts.store.transaction((stores) => parts.bus.publish(stores, events));
  return given.map((event): EventPut => {
    const envelope = events[accepted.indexOf(event)];
    if (envelope) return { kind: 'put', id: envelope.id };
    return { kind: 'refused', reason: `source ${event.source} is reserved: it must not begin with aws or trueup` };
  });
}

export type TestedPattern =
  | { readonly kind: 'tested'; readonly matches: boolean }
  | { readonly kind: 'invalid-pattern' | 'invalid-event'; readonly reason: string };

const ENVELOPE = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

/** Texts, so that numbers beyond a double keep their spelling. */
export function testPattern(patternText: string, eventText: string): TestedPattern {
  const pattern = compilePattern(patternText);
  if (pattern.kind === 'invalid') return { kind: 'invalid-pattern', reason: pattern.reason };
  const parsed = parseEventText(eventText);
  if (parsed.kind === 'invalid') return { kind: 'invalid-event', reason: parsed.reason };
  const { event } = parsed;
  const missing = ENVELOPE.filter((name) => !Object.hasOwn(event, name));
  if (missing.length > 0) return { kind: 'invalid-event', reason: `it lacks ${missing.join(', ')}` };
  return { kind: 'tested', matches: matchesPattern(pattern, event) };
}

/** Sends a test message to one target of a rule, through the same queue as all others. */
export async function sendTest(
  parts: EngineParts,
  arn: string,
  targetId: string,
  actor: Actor,
): Promise<{ readonly kind: 'sent'; readonly deliveryId: string } | Refused> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const rule = await stores.definitions.get('event-rule', arn);
    if (!rule) return refused('unknown-definition', `no event rule ${arn}`);
    const target = rule.targets.find(({ id }) => id === targetId);
    if (!target) {
      const known = rule.targets.map(({ id }) => id).join(', ');
      return refused(
        'unknown-definition',
        `event rule ${rule.name} has no target ${targetId}, only ${known || 'none'}`,
      );
    }
    const id = parts.ids.uuid();
    const [, , , region = '', account = ''] = arn.split(':');
    const event: EventEnvelope = {
      version: '0',
      id: parts.ids.uuid(),
      'detail-type': 'Trueup Test',
      source: 'trueup',
      account,
      time: eventTime(at),
      region,
      resources: [arn],
      detail: { rule: rule.name, target: targetId, requestedBy: actor.name },
    };
    const whole: EventTarget = withoutInput(target);
    await stores.events.addDeliveries([
      {
        id,
        bus: DEFAULT_BUS,
        rule: rule.name,
        ruleArn: arn,
        target: whole,
        event,
        status: 'pending',
        attempts: 0,
        createdAt: at,
        dueAt: at,
      },
    ]);
    return { kind: 'sent', deliveryId: id };
  });
}

/** The input of a target is made for the events that its rule matches, which the test message is not. */
function withoutInput({ input: _input, ...target }: EventTarget): EventTarget {
  return target;
}
