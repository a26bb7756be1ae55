import { expect, test } from 'vitest';
import { z } from 'zod';
import { parsePolicy, type ParsedPolicy } from './parse-policy.ts';
import type { PolicyFileText } from './policy-file-text.ts';

const vocabulary = { controls: [{ id: 'S3.8', parameters: z.strictObject({}) }] };
const parse = (...files: readonly PolicyFileText[]): ParsedPolicy =>
  parsePolicy(files, vocabulary, (given) => `#${given}`);

const ACCOUNTS = {
  name: 'accounts.yaml',
  text: 'regions: [eu-west-1]\naccounts: [{ id: "111111111111", name: one }]\n',
};
const FIRST = {
  name: 'lines/10-first.yaml',
  text: 'remediations: [{ name: first, controls: [S3.8], mode: manual }]\n',
};
const SECOND = {
  name: 'lines/20-second.yaml',
  text: '# two\nremediations:\n  - { name: second, controls: [S3.8], mode: approval }\n',
};
const EMPTY = { name: 'zz-empty.yaml', text: '# nothing yet\n' };

test('lists are joined in the order of the names, however the files come', () => {
  const parsed = parse(EMPTY, SECOND, ACCOUNTS, FIRST);
  expect(parsed).toMatchObject({ policy: { remediations: [{ name: 'first' }, { name: 'second' }] } });
  expect(parse(FIRST, SECOND, ACCOUNTS, EMPTY)).toEqual(parsed);
});

test('the hash is of the texts and their names; of one file, of its text alone', () => {
  const hash = (parsed: ParsedPolicy): string => (parsed.kind === 'policy' ? parsed.policy.hash : 'invalid');
  expect(hash(parse(ACCOUNTS, FIRST))).not.toBe(hash(parse(ACCOUNTS, { ...FIRST, name: 'other.yaml' })));
  expect(hash(parse(ACCOUNTS, FIRST))).not.toBe(hash(parse(ACCOUNTS, { ...FIRST, text: `${FIRST.text}#` })));
  expect(hash(parse(ACCOUNTS))).toBe(hash(parse({ ...ACCOUNTS, name: 'moved.yaml' })));
  expect(hash(parse(ACCOUNTS))).toBe(`#${ACCOUNTS.text}`);
});

test.each<[string, readonly PolicyFileText[], object]>([
  [
    'a fault in the second part of a list',
    [ACCOUNTS, FIRST, { ...SECOND, text: SECOND.text.replace('approval', 'approvals') }],
    { file: 'lines/20-second.yaml', line: 3, path: 'remediations[1].mode' },
  ],
  [
    'an unknown account in the second part',
    [ACCOUNTS, FIRST, { ...SECOND, text: SECOND.text.replace('mode:', 'accounts: ["999999999999"], mode:') }],
    { file: 'lines/20-second.yaml', line: 3, path: 'remediations[1].accounts[0]' },
  ],
  [
    'a scalar in two files',
    [
      { ...ACCOUNTS, text: `${ACCOUNTS.text}partition: aws\n` },
      { name: 'b.yaml', text: '\npartition: aws\n' },
    ],
    { file: 'b.yaml', line: 2, column: 1, path: 'partition', message: expect.stringContaining('accounts.yaml:3:1') },
  ],
  [
    'a map in two files',
    [
      { ...ACCOUNTS, text: `${ACCOUNTS.text}flaps: {}\n` },
      { name: 'b.yaml', text: 'flaps: {}\n' },
    ],
    { file: 'b.yaml', path: 'flaps', message: expect.stringContaining('accounts.yaml:3:1') },
  ],
  [
    'a list in one and a map in the other',
    [ACCOUNTS, { name: 'b.yaml', text: 'regions: {}\n' }],
    { file: 'b.yaml', path: 'regions', message: expect.stringContaining('accounts.yaml:1:1') },
  ],
  [
    'an unknown member',
    [ACCOUNTS, { name: 'b.yaml', text: '\n\nremediation: []\n' }],
    { file: 'b.yaml', line: 3, path: 'remediation' },
  ],
  [
    'a file that is a list',
    [ACCOUNTS, { name: 'b.yaml', text: '- a\n' }],
    { file: 'b.yaml', line: 1, message: 'expected a map' },
  ],
  ['what no file has', [FIRST, SECOND], { file: 'lines/10-first.yaml', line: 1, path: 'accounts' }],
])('%s is told with its file', (_name, files, problem) => {
  const parsed = parse(...files);
  expect(parsed.kind === 'invalid' && parsed.problems[0]).toMatchObject(problem);
});
