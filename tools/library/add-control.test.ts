import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusal } from './add-control.ts';
import { controlFolderFaults, controlFolders, LIBRARY } from './control-folder.ts';
import { publishedMapping } from './control-mapping.ts';
import { controlSkeleton } from './control-skeleton.ts';

const CONTROL = {
  folder: 's3/versioning-enabled',
  id: 'S3.14',
  type: 'AWS::S3::Bucket',
  title: "A bucket's objects have versions",
  mapping: publishedMapping('S3.14'),
};

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'add-control-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(folder: string): void {
  mkdirSync(join(root, LIBRARY, folder), { recursive: true });
  for (const { name, content } of controlSkeleton({ ...CONTROL, folder })) {
    writeFileSync(join(root, LIBRARY, folder, name), content);
  }
}

test('a new folder is whole', () => {
  write(CONTROL.folder);
  expect(controlFolders(root).map(({ name }) => name)).toEqual([CONTROL.folder]);
  expect(controlFolders(root).flatMap(controlFolderFaults)).toEqual([]);
});

test.each(controlSkeleton(CONTROL).map(({ name }) => name))('a folder without %s is not whole', (name) => {
  write(CONTROL.folder);
  rmSync(join(root, LIBRARY, CONTROL.folder, name));
  expect(controlFolders(root).flatMap(controlFolderFaults)).toEqual([
    `${LIBRARY}/${CONTROL.folder}: ${name} is missing`,
  ]);
});

test('what Security Hub publishes of a control is filled in', () => {
  const definition = controlSkeleton(CONTROL).find(({ name }) => name === 'control.ts')?.content;
  expect(definition).toContain(`severity: 'LOW'`);
  expect(definition).toContain('"identifier":"S3_BUCKET_VERSIONING_ENABLED"');
});

test('the runbooks of a new folder are YAML with one step', () => {
  const runbooks = controlSkeleton(CONTROL).filter(({ name }) => ['runbook.yaml', 'undo.yaml'].includes(name));
  expect(runbooks.map(({ content }) => parse(content) as unknown)).toEqual([
    expect.objectContaining({ schemaVersion: '0.3', mainSteps: [expect.anything()] }),
    expect.objectContaining({ schemaVersion: '0.3', mainSteps: [expect.anything()] }),
  ]);
});

test.each([
  [{ folder: 'versioning' }, "folder 'versioning': expected the form s3/versioning-enabled"],
  [{ folder: '../s3/x' }, "folder '../s3/x': expected the form s3/versioning-enabled"],
  [{ folder: 'generated/x' }, "folder 'generated/x': expected the form s3/versioning-enabled"],
  [{ id: 's3-14' }, "id 's3-14': expected the form S3.14 or Trueup.Tags.1"],
  [{ type: 'S3 bucket' }, "type 'S3 bucket': expected the form AWS::S3::Bucket"],
  [{ title: ' ' }, "title ' ': expected the form S3 buckets should have versioning enabled"],
])('%o is refused', async (change, reason) => {
  expect(await refusal(root, { ...CONTROL, ...change })).toBe(reason);
});

test('an existing folder is never written over', async () => {
  expect(await refusal(root, CONTROL)).toBeUndefined();
  mkdirSync(join(root, LIBRARY, CONTROL.folder), { recursive: true });
  expect(await refusal(root, CONTROL)).toBe(`${LIBRARY}/${CONTROL.folder} exists already`);
});
