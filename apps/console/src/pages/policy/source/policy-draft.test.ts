import { expect, test } from 'vitest';
import { isSame, nameFault, STARTER, withFile, withText } from './policy-draft.ts';

const files = [
  { name: 'a.yaml', text: 'x: 1' },
  { name: 'b/c.yml', text: 'y: 2' },
];

test('one file is changed and the others stay', () => {
  const changed = withText(files, 'b/c.yml', 'y: 3');
  expect(changed.map(({ text }) => text)).toEqual(['x: 1', 'y: 3']);
  expect(isSame(files, changed)).toBe(false);
  expect(isSame(files, withText(changed, 'b/c.yml', 'y: 2'))).toBe(true);
  expect(isSame(files, files.slice(0, 1))).toBe(false);
});

test('another file stands where its name belongs', () => {
  expect(withFile(files, 'aa.yaml').map(({ name }) => name)).toEqual(['a.yaml', 'aa.yaml', 'b/c.yml']);
});

test.each([
  ['windows.yaml', undefined],
  ['team/windows.yml', undefined],
  ['a.yaml', 'taken'],
  ['windows.json', 'no-yaml'],
  ['../windows.yaml', 'not-a-name'],
  ['.hidden.yaml', 'not-a-name'],
  ['', 'not-a-name'],
])('a file named %j: %s', (name, expected) => {
  expect(nameFault(files, name)).toBe(expected);
});

test('the starter is one YAML file', () => {
  expect(STARTER.map(({ name }) => nameFault([], name))).toEqual([undefined]);
});
