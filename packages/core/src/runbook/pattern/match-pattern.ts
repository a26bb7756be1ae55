import { unreachable } from '../../value/unreachable.ts';
import { PATTERN_INPUT_LIMIT, PATTERN_STEP_LIMIT } from '../undocumented.ts';
import { LINE_TERMINATORS, otherCase } from './character-sets.ts';
import type { Anchor, Pattern } from './pattern.ts';

/** `undecided`: the limits on length, steps or depth were reached. Never taken for a match. */
export type Matched = 'matches' | 'differs' | 'undecided';

/** Deep enough for any value within the length limit that a sane pattern is meant for, shallow enough for the stack. */
const MOST_DEPTH = 1_500;

/**
 * Whether a pattern matches the whole value, as Java's `matches()`. The matcher counts its steps, so that a pattern
 * which backtracks without end costs milliseconds and the value is refused.
 */
export function matchPattern(pattern: Pattern, value: string): Matched {
  const characters = [...value];
  if (characters.length > PATTERN_INPUT_LIMIT) return 'undecided';
  const run: Run = { characters, groups: new Map(), steps: 0, depth: 0, exhausted: false };
  const matched = match(run, pattern, 0, (end) => end === characters.length);
  if (run.exhausted) return 'undecided';
  return matched ? 'matches' : 'differs';
}

interface Run {
  readonly characters: readonly string[];
  readonly groups: Map<number, readonly [number, number]>;
  steps: number;
  depth: number;
  exhausted: boolean;
}

/** Tells whether the rest matches from here on. */
type Rest = (at: number) => boolean;

/** Counts a step. Once exhausted everything differs, so the search unwinds without looking further. */
function exhausted(run: Run): boolean {
  run.steps += 1;
  if (run.steps > PATTERN_STEP_LIMIT || run.depth > MOST_DEPTH) run.exhausted = true;
  return run.exhausted;
}

function match(run: Run, pattern: Pattern, at: number, rest: Rest): boolean {
  if (exhausted(run)) return false;
  run.depth += 1;
  const matched = matchHere(run, pattern, at, rest);
  run.depth -= 1;
  return matched;
}

function matchHere(run: Run, pattern: Pattern, at: number, rest: Rest): boolean {
  switch (pattern.kind) {
    case 'character':
      return has(run, pattern.among, at) && rest(at + 1);
    case 'sequence':
      return matchSequence(run, pattern.parts, 0, at, rest);
    case 'choice':
      return pattern.options.some((option) => match(run, option, at, rest));
    case 'repeat':
      return pattern.part.kind === 'character'
        ? repeatCharacter(run, pattern, pattern.part.among, at, rest)
        : repeat(run, pattern, 0, at, rest);
    case 'capture':
      return match(run, pattern.part, at, (end) => keeping(run, pattern.group, [at, end], () => rest(end)));
    case 'atomic': {
      const end = endOf(run, pattern.part, at);
      return end !== undefined && rest(end);
    }
    case 'look': {
      const found = pattern.where === 'ahead' ? endOf(run, pattern.part, at) !== undefined : behind(run, pattern, at);
      return found !== pattern.negative && rest(at);
    }
    case 'anchor':
      return holds(run, pattern.at, at) && rest(at);
    case 'back-reference': {
      const end = repeated(run, pattern, at);
      return end !== undefined && rest(end);
    }
    default:
      return unreachable(pattern);
  }
}

type Of<Kind extends Pattern['kind']> = Extract<Pattern, { kind: Kind }>;

function has(run: Run, among: (character: string) => boolean, at: number): boolean {
  const character = run.characters[at];
  return character !== undefined && among(character);
}

/** Characters in a row need no search, and so no depth. */
function matchSequence(run: Run, parts: readonly Pattern[], from: number, at: number, rest: Rest): boolean {
  let index = from;
  let position = at;
  for (let part = parts[index]; part?.kind === 'character'; part = parts[index]) {
    if (exhausted(run) || !has(run, part.among, position)) return false;
    index += 1;
    position += 1;
  }
  const next = parts[index];
  if (!next) return rest(position);
  return match(run, next, position, (end) => matchSequence(run, parts, index + 1, end, rest));
}

function repeatCharacter(
  run: Run,
  { least, most, manner }: Of<'repeat'>,
  among: (character: string) => boolean,
  at: number,
  rest: Rest,
): boolean {
  let count = 0;
  const grow = (): boolean => {
    if (count >= most || exhausted(run) || !has(run, among, at + count)) return false;
    count += 1;
    return true;
  };
  while (count < least) if (!grow()) return false;
  if (manner === 'lazy') {
    do if (rest(at + count)) return true;
    while (grow());
    return false;
  }
  while (grow());
  for (; count >= least && !exhausted(run); count -= 1) if (rest(at + count)) return true;
  return false;
}

function repeat(run: Run, pattern: Of<'repeat'>, count: number, at: number, rest: Rest): boolean {
  const { part, least, most, manner } = pattern;
  // A part that matched nothing would do so for ever.
  const again = (): boolean =>
    count < most &&
    match(run, part, at, (end) => (end > at || count < least) && repeat(run, pattern, count + 1, end, rest));
  if (count < least) return again();
  return manner === 'greedy' ? again() || rest(at) : rest(at) || again();
}

function keeping(run: Run, group: number, place: readonly [number, number], rest: () => boolean): boolean {
  const before = run.groups.get(group);
  run.groups.set(group, place);
  if (rest()) return true;
  if (before) run.groups.set(group, before);
  else run.groups.delete(group);
  return false;
}

function endOf(run: Run, part: Pattern, at: number): number | undefined {
  let found: number | undefined;
  match(run, part, at, (end) => {
    found = end;
    return true;
  });
  return run.exhausted ? undefined : found;
}

function behind(run: Run, { part }: Of<'look'>, at: number): boolean {
  for (let start = at; start >= 0; start -= 1) {
    if (match(run, part, start, (end) => end === at)) return true;
  }
  return false;
}

function repeated(run: Run, { group, ignoreCase }: Of<'back-reference'>, at: number): number | undefined {
  const place = run.groups.get(group);
  if (!place) return undefined;
  const captured = run.characters.slice(...place);
  const same = captured.every((character, offset) => {
    const other = run.characters[at + offset];
    return other === character || (ignoreCase && other !== undefined && otherCase(other) === character);
  });
  return same ? at + captured.length : undefined;
}

const WORD = /^[A-Za-z0-9_]$/;

function holds(run: Run, anchor: Anchor, at: number): boolean {
  const { characters } = run;
  const before = characters[at - 1];
  const after = characters[at];
  const terminates = (index: number): boolean => has(run, LINE_TERMINATORS, index);
  switch (anchor) {
    case 'start':
      return at === 0;
    case 'end':
      return at === characters.length;
    case 'last-line-end': {
      const left = characters.length - at;
      return (
        left === 0 || (left === 1 && terminates(at)) || (left === 2 && after === '\r' && characters[at + 1] === '\n')
      );
    }
    case 'line-start':
      return at === 0 || (after !== undefined && terminates(at - 1) && !(before === '\r' && after === '\n'));
    case 'line-end':
      return after === undefined || (terminates(at) && !(before === '\r' && after === '\n'));
    case 'word-edge':
    case 'no-word-edge':
      return (WORD.test(before ?? '') !== WORD.test(after ?? '')) === (anchor === 'word-edge');
    default:
      return unreachable(anchor);
  }
}
