import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../value/json.ts';
import { compilePattern } from './compile-pattern.ts';
import type { EventPattern } from './event-pattern.ts';
import { matchesPattern } from './matches-pattern.ts';
import { parseEventText } from './parse-event-text.ts';
import { patternIndex } from './pattern-index.ts';

/** The cases of the specification of event patterns, each judged by the matcher and by the index. */

interface Case {
  readonly id: string;
  readonly note: string;
  readonly reason: string;
  readonly topic: string;
  readonly matches: boolean;
  readonly matches_recommended: boolean | null;
  readonly valid: boolean;
  readonly matched: readonly string[];
  /** Texts, since JSON.parse would lose numbers. */
  readonly pattern: string;
  readonly event: string;
  readonly rules: readonly (readonly [string, JsonObject])[];
}

function casesOf(name: string): Case[] {
  const lines = readFileSync(new URL(`testing/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const parsed = parseEventText(line);
    if (parsed.kind === 'invalid') throw new Error(parsed.reason);
    const { pattern, patternText, event, eventText, rules = {}, ...rest } = parsed.event;
    return {
      ...rest,
      pattern: patternText ?? JSON.stringify(pattern),
      event: eventText ?? JSON.stringify(event),
      rules: Object.entries(rules as JsonObject),
    } as unknown as Case;
  });
}

function compiled(source: unknown): EventPattern {
  const pattern = compilePattern(source);
  if (pattern.kind === 'invalid') throw new Error(pattern.reason);
  return pattern;
}

function eventOf(text: string): JsonObject {
  const parsed = parseEventText(text);
  if (parsed.kind === 'invalid') throw new Error(parsed.reason);
  return parsed.event;
}

function judged(pattern: EventPattern, event: JsonObject): readonly boolean[] {
  return [matchesPattern(pattern, event), patternIndex([{ id: 1, pattern }]).match(event).length === 1];
}

test.each(casesOf('event-pattern'))('$id: $note', ({ pattern, event, matches }) => {
  expect(judged(compiled(pattern), eventOf(event))).toEqual([matches, matches]);
});

/** Where the recommendation leaves the choice: case is folded fully, and `exactly` is refused. */
const CHOSEN: Readonly<Record<string, boolean | 'refused'>> = { 'dv-22': true, 'dv-24': 'refused' };

test.each(casesOf('event-pattern-divergences'))('$id: $note', ({ id, pattern, event, matches_recommended }) => {
  const wanted = matches_recommended ?? CHOSEN[id];
  if (wanted === 'refused') expect(compilePattern(pattern).kind).toBe('invalid');
  else expect(judged(compiled(pattern), eventOf(event))).toEqual([wanted, wanted]);
});

test.each(casesOf('event-pattern-invalid'))('$id: $reason', ({ pattern, valid }) => {
  const read = compilePattern(pattern);
  expect(read).toMatchObject(
    valid
      ? { kind: 'pattern' }
      : { kind: 'invalid', reason: expect.stringMatching(/^Event pattern is not valid. Reason: ./) },
  );
});

test.each(casesOf('event-pattern-multirule'))('$id: $note', ({ rules, event, matched }) => {
  const index = patternIndex(rules.map(([id, pattern]) => ({ id, pattern: compiled(pattern) })));
  expect(index.match(eventOf(event))).toEqual(matched);
});
