import { expect, test } from 'vitest';
import { readMarkdown, type Block } from './read-markdown.ts';

const text = (value: string) => ({ kind: 'text', text: value }) as const;
const code = (value: string) => ({ kind: 'code', text: value }) as const;

test.each<[what: string, markdown: string, blocks: readonly Block[]]>([
  ['nothing', '\n\n', []],
  [
    'headings and paragraphs',
    '# One\n\ntwo\nlines\n### Three',
    [
      { kind: 'heading', level: 1, pieces: [text('One')] },
      { kind: 'paragraph', pieces: [text('two lines')] },
      { kind: 'heading', level: 3, pieces: [text('Three')] },
    ],
  ],
  ['a number sign without a blank', '#not', [{ kind: 'paragraph', pieces: [text('#not')] }]],
  [
    'code, marked words and an unclosed mark',
    'is `a|b` and **bold**, not `this',
    [
      {
        kind: 'paragraph',
        pieces: [text('is '), code('a|b'), text(' and '), { kind: 'strong', text: 'bold' }, text(', not `this')],
      },
    ],
  ],
  [
    'a list with a line that goes on',
    '- one\n  more\n- two',
    [{ kind: 'items', items: [[text('one more')], [text('two')]] }],
  ],
  [
    'a table without a head, and a bar in a cell',
    '|  |  |\n|---|---|\n| A | `x\\|y` |',
    [{ kind: 'table', head: [[], []], rows: [[[text('A')], [code('x|y')]]] }],
  ],
  [
    'code between fences, whatever it looks like',
    '```yaml\n# no heading\n| no | table |\n```\nend',
    [
      { kind: 'code', text: '# no heading\n| no | table |' },
      { kind: 'paragraph', pieces: [text('end')] },
    ],
  ],
  ['a fence that is not closed', '```\nrest', [{ kind: 'code', text: 'rest' }]],
  [
    'HTML as the text that it is',
    '<img src=x onerror=alert(1)>',
    [{ kind: 'paragraph', pieces: [text('<img src=x onerror=alert(1)>')] }],
  ],
])('Markdown reads as %s', (_what, markdown, blocks) => {
  expect(readMarkdown(markdown)).toEqual(blocks);
});

test('a long line of marks is read in the time of its length', () => {
  expect(readMarkdown('**'.repeat(20_000))).toHaveLength(1);
});
