import { matchesPattern, parseEventText, patternIndex, type JsonObject } from '@trueup/core';
import { sampleEventTexts } from './sample-events.ts';
import { RULE_SETS, sampleRules, type SampleRule } from './sample-patterns.ts';
import { machine, perSecond, table } from './table.ts';

/** Events matched with many rules, their texts parsed. Floor: JSON.parse alone. Peer: each rule in turn. */
const COUNTS = [10, 100, 1_000, 10_000];
/** More rules would take the peer minutes. */
const MOST_FOR_PEER = 1_000;
const EVENTS = 40_000;
const ROUNDS = 5;
const ASKED: Readonly<Record<number, string>> = { 1_000: '≥ 60000', 10_000: '≥ 30000' };

const texts = sampleEventTexts(1_000);

interface Run {
  readonly rate: number;
  /** Matches of an event, on the average. */
  readonly matches: number;
}

/** The best of some rounds. `use` does with the text of an event what is measured and says how many rules matched. */
function measure(use: (text: string) => number, events = EVENTS): Run {
  const runs = Array.from({ length: ROUNDS }, (): Run => {
    let matches = 0;
    const begun = performance.now();
    for (let count = 0; count < events; count += 1) matches += use(texts[count % texts.length] ?? '');
    return { rate: perSecond(events, performance.now() - begun), matches: matches / events };
  });
  return runs.reduce((best, run) => (run.rate > best.rate ? run : best));
}

function eventOf(text: string): JsonObject {
  const parsed = parseEventText(text);
  if (parsed.kind === 'invalid') throw new Error(parsed.reason);
  return parsed.event;
}

function peerOf(rules: readonly SampleRule[]): Run | undefined {
  if (rules.length > MOST_FOR_PEER) return undefined;
  const use = (text: string): number => {
    const event = eventOf(text);
    return rules.filter(({ pattern }) => matchesPattern(pattern, event)).length;
  };
  return measure(use, Math.ceil(EVENTS / 5 / rules.length));
}

function buildMsOf(rules: readonly SampleRule[]): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now();
    patternIndex(rules);
    return performance.now() - begun;
  });
  return Math.min(...times);
}

const floor = measure((text) => Object.keys(JSON.parse(text) as JsonObject).length);
const rows = Object.entries(RULE_SETS).flatMap(([name, make]) =>
  COUNTS.map((count) => {
    const rules = sampleRules(make, count);
    const index = patternIndex(rules);
    const buildMs = buildMsOf(rules);
    const run = measure((text) => index.match(eventOf(text)).length);
    return [
      name,
      String(count),
      String(run.rate),
      (floor.rate / run.rate).toFixed(1),
      String(peerOf(rules)?.rate ?? ''),
      run.matches.toFixed(2),
      buildMs.toFixed(0),
      ASKED[count] ?? '',
    ];
  }),
);

const bytes = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
process.stdout.write(
  `${machine()}; events of ${Math.round(bytes)} characters on the average\n\n` +
    `${table(
      [
        'rules',
        'number',
        'events/s',
        'ratio to floor',
        'peer: one by one, events/s',
        'matches an event',
        'build ms',
        'asked',
      ],
      [['floor: JSON.parse alone', '', String(floor.rate), '1.0', '', '', '', ''], ...rows],
    )}\n`,
);
