import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { controlFolderFaults, controlFolders } from './library/control-folder.ts';
import { staleFiles } from './library/generated-file.ts';
import { GENERATED_FOLDERS, generatedLibrary } from './library/generated-library.ts';
import { ROOT } from './repository/root.ts';
import { trackedFiles } from './repository/tracked-files.ts';
import { conformanceFaults } from './tidy/conformance-faults.ts';
import { decisionFaults } from './tidy/decision-faults.ts';
import { invariantFaults } from './tidy/invariant-faults.ts';
import { LINE_RULES, lineFaults } from './tidy/line-rules.ts';
import { lockFaults } from './tidy/lock-faults.ts';
import { nameFaults } from './tidy/name-faults.ts';
import { readmeCommandFaults } from './tidy/readme-command-faults.ts';
import { versionFaults } from './tidy/version-faults.ts';

/** The repository's own rules: what compilers and linters cannot see. */

const files = trackedFiles(ROOT);
const paths = files.map(({ path }) => path);

describe('in this repository', () => {
  test('every control folder is whole', () => {
    expect(controlFolders(ROOT).flatMap(controlFolderFaults)).toEqual([]);
  });

  test('what is generated is up to date (npm run generate)', async () => {
    expect(staleFiles(ROOT, await generatedLibrary(ROOT), GENERATED_FOLDERS)).toEqual([]);
  });

  test.each(Object.entries(LINE_RULES))('no line breaks the rule %s', (_, rule) => {
    expect(lineFaults(rule, files)).toEqual([]);
  });

  test('every name says what is in the file', () => {
    expect(nameFaults(paths)).toEqual([]);
  });

  test('every dependency has an exact version', () => {
    expect(versionFaults(files)).toEqual([]);
  });

  test('the lock file holds every optional dependency', () => {
    expect(lockFaults(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))).toEqual([]);
  });

  test('decisions are numbered without gaps', () => {
    expect(decisionFaults(paths)).toEqual([]);
  });

  test('every invariant names a test that exists', () => {
    expect(invariantFaults(files)).toEqual([]);
  });

  test('every row about conformance names tests that exist, or says why not', () => {
    expect(conformanceFaults(files)).toEqual([]);
  });

  test('every command of the README is run by a test', () => {
    expect(readmeCommandFaults(files)).toEqual([]);
  });
});
