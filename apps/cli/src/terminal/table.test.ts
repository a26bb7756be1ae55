import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paint } from './paint.ts';
import { plain } from './plain.ts';
import { tableText, type Column } from './table.ts';

interface Row {
  readonly id: string;
  readonly what: string;
}
const id: Column<Row> = { head: 'ID', cell: (row) => row.id };
const what: Column<Row> = { head: 'WHAT', cell: (row) => row.what, least: 6 };
const columns = [id, { ...what, style: (text: string) => paint(true).red(text) }];
const rows: readonly Row[] = [
  { id: 'f-0123456789abcdef', what: 'a bucket that everybody in the world may read and write' },
  { id: 'f-1', what: 'short' },
];

test('in a pipe every cell is whole and columns are aligned', () => {
  expect(tableText([id, what], rows, { paint: paint(false) })).toBe(
    [
      'ID                  WHAT',
      'f-0123456789abcdef  a bucket that everybody in the world may read and write',
      'f-1                 short',
    ].join('\n'),
  );
});

test.each([40, 60, 80])('on a terminal of %i columns a table fits, and ids stay whole', (width) => {
  const lines = stripVTControlCharacters(tableText(columns, rows, { paint: paint(true), width })).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  expect(lines[1]).toContain('f-0123456789abcdef');
  expect(lines[1]?.endsWith('…')).toBe(width < 77);
});

test('a name cannot speak to the terminal', () => {
  const hostile = 'x\u001b[2J\u001b]0;owned\u0007\r\n\u202egnp.exe';
  const text = tableText([id, what], [{ id: hostile, what: hostile }], { paint: paint(false) });
  const lines = text.split('\n');
  expect(lines).toHaveLength(2);
  expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
});

test('plain text keeps what can be printed and leaves nothing that acts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0x2fff })), (codes) => {
      const text = String.fromCodePoint(...codes);
      const shown = plain(text);
      expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      if (!/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text)) expect(shown).toBe(text);
    }),
  );
});

test('a column that can be spared goes before a line wraps', () => {
  const spared = [id, { head: 'SPARE', cell: () => 'x'.repeat(20), spare: true } as const, what];
  const text = (width: number): string => tableText(spared, rows, { paint: paint(false), width });
  expect(text(48)).toContain('SPARE');
  expect(text(47)).not.toContain('SPARE');
  expect(
    Math.max(
      ...text(47)
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(47);
});
