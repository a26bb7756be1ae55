import type { EventRule } from '@trueup/api-contract';

/** What people are told of without writing a pattern. */
export const TOPICS = [
  'severe-findings',
  'findings-back',
  'plan-waits',
  'glass-broken',
  'repair-failed',
  'repair-verified',
  'exception-ends',
  'kill-switch',
  'breaker-opened',
] as const;
export type Topic = (typeof TOPICS)[number];

const ofTrueup = (detailTypes: readonly string[], detail?: Readonly<Record<string, unknown>>) => ({
  source: ['trueup'],
  'detail-type': detailTypes,
  ...(detail === undefined ? {} : { detail }),
});
const SEVERE = { finding: { severity: ['CRITICAL', 'HIGH'] } };

/** The pattern that each of them is. */
const PATTERNS: Readonly<Record<Topic, object>> = {
  'severe-findings': ofTrueup(['Trueup Finding Opened'], SEVERE),
  'findings-back': ofTrueup(['Trueup Finding Reopened']),
  'plan-waits': ofTrueup(['Trueup Plan Waits for Approval']),
  'glass-broken': ofTrueup(['Trueup Plan Broke Glass']),
  'repair-failed': ofTrueup(['Trueup Execution Finished'], {
    execution: { kind: ['repair'], outcome: ['failed', 'still-non-compliant', 'inconclusive'] },
  }),
  'repair-verified': ofTrueup(['Trueup Execution Finished'], {
    execution: { kind: ['repair'], outcome: ['verified'] },
  }),
  'exception-ends': ofTrueup(['Trueup Exception Reminded', 'Trueup Exception Expired']),
  'kill-switch': ofTrueup(['Trueup Kill Switch On', 'Trueup Kill Switch Off']),
  'breaker-opened': ofTrueup(['Trueup Breaker Opened']),
};

export const patternOf = (topic: Topic): string => JSON.stringify(PATTERNS[topic], undefined, 2);

/** The topic that a rule is about; undefined for a pattern of somebody's own. */
export function topicOf({ pattern, schedule }: Pick<EventRule, 'pattern' | 'schedule'>): Topic | undefined {
  if (pattern === undefined || schedule !== undefined) return undefined;
  const plain = withoutBlanks(pattern);
  return TOPICS.find((topic) => withoutBlanks(patternOf(topic)) === plain);
}

function withoutBlanks(pattern: string): string {
  try {
    return JSON.stringify(JSON.parse(pattern));
  } catch {
    // Not JSON, so none of the topics.
    return pattern;
  }
}

/** The rule that a notification goes into: one a topic, beside which a rule of another pattern keeps its name. */
export function ruleFor(
  topic: Topic,
  rules: readonly EventRule[],
): { readonly name: string; readonly existing?: EventRule } {
  const existing = rules.find((rule) => topicOf(rule) === topic && rule.name.startsWith('notify-'));
  if (existing !== undefined) return { name: existing.name, existing };
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `notify-${topic}` : `notify-${topic}-${count}`;
    if (!rules.some((rule) => rule.name === name)) return { name };
  }
}
