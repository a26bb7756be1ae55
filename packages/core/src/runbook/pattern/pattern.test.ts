import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchPattern } from './match-pattern.ts';
import { parsePattern } from './parse-pattern.ts';

function matched(pattern: string, value: string): string {
  const parsed = parsePattern(pattern);
  return parsed.kind === 'pattern' ? matchPattern(parsed.pattern, value) : parsed.reason;
}

test.each<[string, string, boolean]>([
  // The whole value must match, as with Java's matches().
  ['INFO|ERROR', 'ERROR', true],
  ['INFO|ERROR', 'MYERROR', false],
  ['sg-[a-z0-9]+$', 'sg-0abc', true],
  ['sg-[a-z0-9]+$', 'xsg-0abc', false],
  ['^i-([a-z0-9]{8}|[a-z0-9]{17})$', 'i-12345678', true],
  ['^i-([a-z0-9]{8}|[a-z0-9]{17})$', 'i-123456789', false],
  ['.*', '', true],
  ['^abc$', 'abc\n', false],
  ['a.c', 'a\nc', false],
  ['(?s)a.c', 'a\nc', true],
  ['(?m)a$\n^b', 'a\nb', true],
  ['\\Aa\\z', 'a', true],
  ['a\\Z', 'a', true],
  ['a\\Z\n', 'a\n', true],
  // Flags hold to the end of their group, alternatives included.
  ['(?i)abc', 'aBC', true],
  ['(?i:a)b', 'Ab', true],
  ['(?i:a)b', 'AB', false],
  ['a(?i)b|c', 'C', true],
  ['(?:a(?i)b)c', 'aBC', false],
  ['(?i)a(?-i)b', 'AB', false],
  ['(?i)[a-c]+', 'aBC', true],
  ['(?i)[^a]', 'A', false],
  ['(?i)s', 'ſ', false],
  ['(?i)k', '\u212A', false],
  ['(?i)(a)\\1', 'aA', true],
  // Look around.
  ['(?!aws).*', 'my-aws', true],
  ['(?!aws).*', 'aws-my', false],
  ['.*(?<!-)', 'a-', false],
  ['.*(?<=x)y', 'xy', true],
  ['^(?=.*[0-9])[a-z0-9]+$', 'abc1', true],
  ['^(?=.*[0-9])[a-z0-9]+$', 'abc', false],
  // Possessive and atomic.
  ['a*+a', 'aaa', false],
  ['a++b', 'aab', true],
  ['(?>a|ab)c', 'abc', false],
  ['a{1,2}+b', 'aab', true],
  ['a*?b', 'aab', true],
  // Classes.
  ['\\p{Alpha}+', 'abC', true],
  ['\\p{Alpha}+', 'é', false],
  ['\\p{L}+', 'é', true],
  ['\\pL', 'é', true],
  ['\\P{Punct}', '!', false],
  ['\\p{IsAlphabetic}', 'é', true],
  ['\\p{IsLatin}+', 'ж', false],
  ['\\p{XDigit}{2}', 'fF', true],
  ['[\\p{Alnum}_.-]+', 'a_b.c-1', true],
  ['[a-z&&[^aeiou]]+', 'xyz', true],
  ['[a-z&&[^aeiou]]+', 'xaz', false],
  ['[a[0-9]]+', 'a1', true],
  ['[]a]+', ']a', true],
  ['[a-]+', 'a-', true],
  ['[^\\s]+', 'a b', false],
  ['\\s', '\u00A0', false],
  ['[\\w+=,.@-]+', 'a.b@c', true],
  ['\\Qa.b\\E+', 'a.bb', true],
  ['\\Qa.b\\E', 'axb', false],
  ['\\x41\\u0042\\x{43}\\0104', 'ABCD', true],
  ['\\-\\_\\:\\/', '-_:/', true],
  ['.', '😀', true],
  ['(a)(b)\\2\\1', 'abba', true],
  ['(?<x>a)\\k<x>', 'aa', true],
  ['(a|b)*', 'abab', true],
  ['(a*)*', 'aaa', true],
  ['\\bab\\b', 'ab', true],
  ['arn:(?:aws|aws-us-gov|aws-cn):iam::\\d{12}:role/[\\w+=,.@-]+', 'arn:aws:iam::123456789012:role/x', true],
])('%j on %j: %j', (pattern, value, expected) => {
  expect(matched(pattern, value)).toBe(expected ? 'matches' : 'differs');
});

test.each([
  ['(', '")" is missing'],
  ['a)', 'closes nothing'],
  ['*a', 'repeats nothing'],
  ['a{2,1}', 'repeats less'],
  ['a{x}', 'not a repetition'],
  ['[a', 'ends too early'],
  ['[z-a]', 'is empty'],
  ['(?x)a b', 'flag "x" is not supported'],
  ['\\X', '\\X is not known'],
  ['\\p{InGreek}', '\\p{InGreek} is not known'],
  ['\\1(a)', 'no group 1'],
  ['a\\', 'ends too early'],
  ['(?<n>a)\\k<m>', 'no group m'],
])('%j is refused: %s', (pattern, reason) => {
  expect(matched(pattern, 'a')).toContain(reason);
});

test.each(['(a+)+b', '(a|aa)+b', '(.*)*x', '(?:a?){40}a{40}b', '((a*)*)*b', '(?<=(a+)+b)c'])(
  '%s does not hang, and is no match',
  (pattern) => {
    const began = performance.now();
    expect(matched(pattern, 'a'.repeat(40))).not.toBe('matches');
    expect(performance.now() - began).toBeLessThan(2_000);
  },
);

test('a long value is refused, or matched without running out of stack', () => {
  expect(matched('(?:[a-z]+,?)*', 'abc,'.repeat(300))).toBe('matches');
  expect(matched('(?:ab)*', 'ab'.repeat(2_000))).toBe('undecided');
  expect(matched('.*', 'a'.repeat(4_096))).toBe('matches');
  expect(matched('.*', 'a'.repeat(4_097))).toBe('undecided');
});

/** Patterns that mean the same in Java and in JavaScript. */
const common: fc.Arbitrary<string> = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  pattern: fc
    .array(
      fc.oneof(
        { maxDepth: 3 },
        tie('atom'),
        fc.tuple(tie('atom'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '*?', '+?')).map(([a, q]) => a + q),
        fc.tuple(tie('atom'), tie('atom')).map(([one, two]) => `(?:${one}|${two})`),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((parts) => parts.join('')),
  atom: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w', 'a', '\\.'),
    tie('pattern').map((inner) => `(?:${inner})`),
    tie('pattern').map((inner) => `(${inner})`),
    tie('pattern').map((inner) => `(?:(?=${inner}))`),
    tie('pattern').map((inner) => `(?:(?!${inner}))`),
    tie('pattern').map((inner) => `(?:(?<=${inner}))`),
  ),
})).pattern;

test('common patterns match what JavaScript matches', () => {
  fc.assert(
    fc.property(common, fc.stringMatching(/^[abc1.]{0,6}$/), (pattern, value) => {
      const expected = new RegExp(`^(?:${pattern})$`, 'u').test(value) ? 'matches' : 'differs';
      expect([expected, 'undecided']).toContain(matched(pattern, value));
    }),
    { numRuns: 1_000 },
  );
});

test('reading a pattern never throws', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('(', ')', '[', ']', '{', '}', '?', '*', '\\', '^', '$', '|', '&&', '-'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(['pattern', 'refused']).toContain(parsePattern(pieces.join('')).kind);
    }),
  );
});
