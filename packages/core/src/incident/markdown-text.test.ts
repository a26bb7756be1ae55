import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdownBlock, markdownCode, markdownTable, markdownText } from './markdown-text.ts';

test.each([
  ['[click](https://evil.example)', String.raw`\[click\](https\://evil.example)`],
  ['<img src=x onerror=alert(1)>', String.raw`\<img src=x onerror=alert(1)\>`],
  ['![x](y)', String.raw`\!\[x\](y)`],
  ['a | b', String.raw`a \| b`],
  ['log in at https://evil.example', String.raw`log in at https\://evil.example`],
  ['or www.evil.example', String.raw`or www\.evil.example`],
  ['or mail a@evil.example', String.raw`or mail a\@evil.example`],
  ['one\n# two', String.raw`one \# two`],
  ['**bold** `code`', '\\*\\*bold\\*\\* \\`code\\`'],
  ['turned \u202Earound', 'turned  around'],
])('%j is shown and never read as markup', (text, shown) => {
  expect(markdownText(text)).toBe(shown);
});

test.each([
  ['arn:aws:s3:::b', '`arn:aws:s3:::b`'],
  ['', '–'],
  ['a`b', '``a`b``'],
  ['`b', '`` `b ``'],
  ['a|b', '`a\\|b`'],
  ['a\\|<b>', '`a\\ \\|<b>`'],
  ['a\nb', '`a b`'],
])('%j is code as it is', (text, shown) => {
  expect(markdownCode(text)).toBe(shown);
});

test('no text ends the code or the table that it stands in', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', '|', '\n', '\r', '\u2028', 'a', ' ', '~') }), (text) => {
      const code = markdownCode(text);
      expect(code).not.toMatch(/[\n\r\u2028]|(?<!\\)\|/);
      if (code === '–') return;
      const [fence = ''] = /^`+/.exec(code) ?? [];
      const inside = code.slice(fence.length, code.length - fence.length);
      expect(code.endsWith(fence)).toBe(true);
      expect([...inside.matchAll(/`+/g)].map(([run]) => run.length)).not.toContain(fence.length);
      expect(markdownTable(['a'], [[code, markdownText(text)]]).split('\n')).toHaveLength(3);
    }),
  );
});

test('a block holds blocks', () => {
  expect(markdownBlock('', '```\nx\n```')).toBe('````\n```\nx\n```\n````');
});
