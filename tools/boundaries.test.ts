import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import boundaries from '../.dependency-cruiser.ts';
import { ROOT } from './repository/root.ts';

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

const RULES = boundaries.forbidden.map(({ name }) => name ?? 'a rule without a name');
const STAGES = RULES.map((name) => /^core-stage-(\w+)$/.exec(name)?.[1]).filter(
  (stage) => stage !== undefined && stage !== 'unknown',
);

/** For each rule, a file that breaks it: where it stands, and what it imports. */
const BREACHES: Readonly<Record<string, { readonly file: string; readonly imports: string }>> = {
  'no-cycle': { file: 'packages/engine/src/one.ts', imports: 'type ./two.ts' },
  'no-orphan': { file: 'packages/engine/src/alone.ts', imports: '' },
  'no-unresolved': { file: 'packages/engine/src/lost.ts', imports: './gone.ts' },
  'core-knows-no-library': { file: 'packages/core/src/value/files.ts', imports: 'node:fs' },
  ...Object.fromEntries(
    STAGES.map((stage) => [
      `core-stage-${stage}`,
      { file: `packages/core/src/${stage}/backwards.ts`, imports: 'type ../ports/door.ts' },
    ]),
  ),
  'core-stage-unknown': { file: 'packages/core/src/novelty/thing.ts', imports: '../value/json.ts' },
  'controls-know-only-core': { file: 'packages/controls/src/s3/a/check.ts', imports: 'yaml' },
  'controls-tests-know-only-core-and-testing': {
    file: 'packages/controls/src/s3/a/control.test.ts',
    imports: '@trueup/store',
  },
  'control-folders-stand-alone': { file: 'packages/controls/src/s3/a/control.ts', imports: '../b/check.ts' },
  'aws-sdk-behind-one-door': { file: 'packages/engine/src/sdk.ts', imports: '@aws-sdk/client-s3' },
  'sql-only-in-store': { file: 'packages/engine/src/sql.ts', imports: 'pg' },
  'web-framework-only-in-server': { file: 'packages/engine/src/web.ts', imports: 'fastify' },
  'vitest-only-in-tests': { file: 'packages/engine/src/runner.ts', imports: 'vitest' },
  'mail-only-in-delivery': { file: 'packages/engine/src/mail.ts', imports: 'nodemailer' },
  'delivery-knows-only-core': { file: 'packages/delivery/src/wide.ts', imports: 'yaml' },
  'aws-stands-alone': { file: 'packages/aws/src/meets.ts', imports: '@trueup/store' },
  'store-stands-alone': { file: 'packages/store/src/meets.ts', imports: '@trueup/engine' },
  'engine-stands-alone': { file: 'packages/engine/src/meets.ts', imports: '@trueup/aws' },
  'api-contract-knows-only-zod': { file: 'packages/api-contract/src/wide.ts', imports: '@trueup/core' },
  'console-knows-only-the-contract': { file: 'apps/console/src/wide.ts', imports: '@trueup/core' },
  'browser-libraries-only-in-console': { file: 'apps/server/src/pages.ts', imports: 'react' },
  'packages-never-import-apps': { file: 'packages/engine/src/up.ts', imports: '../../../apps/server/src/index.ts' },
  'testing-only-for-tests': { file: 'apps/server/src/fake.ts', imports: '@trueup/testing' },
  'front-door': { file: 'apps/server/src/burglar.ts', imports: '../../../packages/core/src/value/json.ts' },
};

const PACKAGES = ['api-contract', 'aws', 'controls', 'core', 'delivery', 'engine', 'store', 'testing'];
const LIBRARIES = ['@aws-sdk/client-s3', 'fastify', 'nodemailer', 'pg', 'react', 'vitest', 'yaml'];
const TARGETS: Readonly<Record<string, string>> = {
  'packages/core/src/ports/door.ts': 'export type Door = object;',
  'packages/core/src/value/json.ts': 'export const json = 1;',
  'packages/controls/src/s3/b/check.ts': 'export const check = 1;',
  'packages/engine/src/two.ts': "import type {} from './one.ts';",
  'apps/server/src/index.ts': 'export const server = 1;',
};

let folder = '';
let violations: readonly Violation[] = [];

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function writePackage(path: string, name: string): void {
  write(`${path}/package.json`, JSON.stringify({ name, type: 'module', exports: { '.': './src/index.ts' } }));
  write(`${path}/src/index.ts`, 'export const door = 1;');
}

function source(imports: string): string {
  if (imports === '') return 'export const alone = 1;';
  return imports.startsWith('type ') ? `import type {} from '${imports.slice(5)}';` : `import '${imports}';`;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  for (const name of LIBRARIES) writePackage(`node_modules/${name}`, name);
  mkdirSync(join(folder, 'node_modules/@trueup'));
  for (const name of PACKAGES) {
    writePackage(`packages/${name}`, `@trueup/${name}`);
    symlinkSync(join(folder, 'packages', name), join(folder, 'node_modules/@trueup', name));
  }
  for (const [path, text] of Object.entries(TARGETS)) write(path, text);
  for (const { file, imports } of Object.values(BREACHES)) write(file, source(imports));
  write('tsconfig.json', '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true } }');
  const options = ['--config', join(ROOT, '.dependency-cruiser.ts'), '--output-type', 'json', 'packages', 'apps'];
  const printed = execFileSync(join(ROOT, 'node_modules/.bin/depcruise'), options, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  ({ violations } = (JSON.parse(printed) as { summary: { violations: readonly Violation[] } }).summary);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

test.each(RULES)('%s is seen when it is broken', (name) => {
  expect(violations.filter(({ rule }) => rule.name === name).map(({ from }) => from)).toContain(BREACHES[name]?.file);
});

test('a file that keeps to the rules breaks none', () => {
  const breaching = new Set(Object.values(BREACHES).map(({ file }) => file));
  const innocent = violations.filter(({ from, rule }) => !breaching.has(from) && rule.name !== 'no-cycle');
  expect(innocent).toEqual([]);
});
