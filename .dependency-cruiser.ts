import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser';

/** Who may import whom. Every rule of ARCHITECTURE.md about imports stands here and nowhere else. */

const TEST = '\\.test\\.ts$';
/** What several tests of one folder share; nothing that ships imports it. */
const TEST_SUPPORT = '^apps/server/src/aws-api/(?:events/scripted-bus|securityhub/scripted-hub)\\.ts$';
/** What an import of a package resolves to, however npm nests it. */
const npm = (...names: readonly string[]): string => `(?:^|/)node_modules/(?:${names.join('|')})(?:/|$)`;

/** The stages of packages/core/src. Each imports earlier ones only. */
const STAGES = [
  'value',
  'resource',
  'control',
  'permission',
  'finding',
  'event',
  'standard',
  'access',
  'decision',
  'runbook',
  'lint',
  'scan',
  'verification',
  'record',
  'document',
  'plan',
  'execution',
  'spread',
  'automation',
  'incident',
  'ports',
];
/** A function type that hashing code in every stage takes as a parameter. */
const DIGEST = '^packages/core/src/ports/digest\\.ts$';

/** What a package lets others import: the files that the `exports` of its package.json name. */
function frontDoors(): string[] {
  return globSync('{packages,apps}/*/package.json').flatMap((manifest) => {
    const { exports = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: Record<string, string> };
    return Object.values(exports).map((file) => `^${join(dirname(manifest), file).replaceAll('.', '\\.')}$`);
  });
}

const stageRules: IForbiddenRuleType[] = STAGES.slice(0, -1).map((stage, index) => ({
  name: `core-stage-${stage}`,
  comment: `Inside core, ${stage} imports earlier stages only.`,
  severity: 'error',
  from: { path: `^packages/core/src/${stage}/`, pathNot: TEST },
  to: { path: `^packages/core/src/(?:${STAGES.slice(index + 1).join('|')})/`, pathNot: DIGEST },
}));

/** These libraries are imported from these places alone. */
const only = (
  name: string,
  comment: string,
  places: readonly string[],
  libraries: readonly string[],
): IForbiddenRuleType => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: ['(?:^|/)node_modules/', ...places] },
  to: { path: npm(...libraries) },
});

const apart = (one: string, others: readonly string[]): IForbiddenRuleType => ({
  name: `${one}-stands-alone`,
  comment: 'aws, store, engine and delivery do not know each other; they meet in apps/server.',
  severity: 'error',
  from: { path: `^packages/${one}/`, pathNot: TEST },
  to: { path: `^packages/(?:${others.join('|')})/` },
});

export default {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Files do not import each other in a circle, types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'A file is imported, or it is a front door, a test, a bin or a script.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          TEST,
          '\\.d\\.ts$',
          '(?:^|/)index\\.ts$',
          '^[^/]+\\.(?:ts|mjs)$',
          '^(?:tools|bench|e2e)/',
          '(?:^|/)(?:main|vitest-global-setup)\\.tsx?$',
        ],
      },
      to: {},
    },
    {
      name: 'no-unresolved',
      comment: 'What is imported exists and is installed.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'core-knows-no-library',
      comment: 'core imports yaml, zod and itself: no AWS, HTTP, SQL, Node, clock or randomness.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: TEST },
      to: { pathNot: ['^packages/core/src/', npm('yaml', 'zod')] },
    },
    ...stageRules,
    {
      name: 'core-stage-unknown',
      comment: 'A folder of core is a stage: give it its place in STAGES.',
      severity: 'error',
      from: { path: `^packages/core/src/(?!(?:${STAGES.join('|')})/)[^/]+/` },
      to: {},
    },
    {
      name: 'controls-know-only-core',
      comment: 'A control imports @trueup/core and zod.',
      severity: 'error',
      from: { path: '^packages/controls/src/', pathNot: [TEST, '^packages/controls/src/testing/'] },
      to: { pathNot: ['^packages/controls/src/', '^packages/core/src/index\\.ts$', npm('zod')] },
    },
    {
      name: 'controls-tests-know-only-core-and-testing',
      comment: "A control's tests import its own folder, @trueup/core, @trueup/testing and vitest.",
      severity: 'error',
      from: { path: '^packages/controls/src/[^/]+/[^/]+/[^/]+\\.test\\.ts$' },
      to: {
        pathNot: [
          '^packages/controls/src/',
          '^packages/(?:core|testing)/src/index\\.ts$',
          npm('zod', 'vitest', 'fast-check', '@aws-sdk'),
        ],
      },
    },
    {
      name: 'control-folders-stand-alone',
      comment: 'A control folder imports no other control folder.',
      severity: 'error',
      from: { path: '^packages/controls/src/((?!generated/)[^/]+/[^/]+)/' },
      to: { path: '^packages/controls/src/[^/]+/[^/]+/', pathNot: '^packages/controls/src/(?:$1/|generated/$1\\.ts$)' },
    },
    only(
      'aws-sdk-behind-one-door',
      'The AWS SDK is imported by packages/aws, and by what sets up the stand-in.',
      ['^packages/(?:aws|testing)/', '^(?:bench|e2e)/', '^apps/cli/src/demo/', TEST, TEST_SUPPORT],
      ['@aws-sdk', '@smithy'],
    ),
    only(
      'sql-only-in-store',
      'SQL is spoken in packages/store, and by the floor it is measured against.',
      [
        '^packages/store/',
        '^packages/testing/src/many-findings/',
        '^bench/src/(?:executions-floor|ingest-floor|start-server)\\.ts$',
      ],
      ['pg', 'kysely'],
    ),
    only('web-framework-only-in-server', 'HTTP is served by apps/server.', ['^apps/server/'], ['fastify', '@fastify']),
    only(
      'vitest-only-in-tests',
      'The test runner is imported by tests and by packages/testing.',
      ['^packages/testing/', '^vitest\\.config\\.ts$', '^tools/tally-reporter\\.ts$', TEST, TEST_SUPPORT],
      ['vitest'],
    ),
    only('mail-only-in-delivery', 'Mail is sent by packages/delivery.', ['^packages/delivery/'], ['nodemailer']),
    {
      name: 'delivery-knows-only-core',
      comment: 'delivery imports core, Node, nodemailer and the libraries of Slack.',
      severity: 'error',
      from: { path: '^packages/delivery/src/', pathNot: TEST },
      to: {
        dependencyTypesNot: ['core'],
        pathNot: [
          '^packages/delivery/src/',
          '^packages/core/src/index\\.ts$',
          npm('nodemailer', '@slack/socket-mode', '@slack/web-api'),
        ],
      },
    },
    apart('aws', ['store', 'engine', 'delivery']),
    apart('store', ['aws', 'engine', 'delivery']),
    apart('engine', ['aws', 'store', 'delivery']),
    {
      name: 'api-contract-knows-only-zod',
      comment: 'The wire contract runs in a browser.',
      severity: 'error',
      from: { path: '^packages/api-contract/src/', pathNot: TEST },
      to: { pathNot: ['^packages/api-contract/src/', npm('zod')] },
    },
    {
      name: 'console-knows-only-the-contract',
      comment:
        'The console is a client of /api/v1: of this repository it imports @trueup/api-contract alone, and no Node.',
      severity: 'error',
      from: { path: '^apps/console/src/', pathNot: TEST },
      to: {
        dependencyTypesNot: ['npm', 'npm-dev'],
        pathNot: ['^apps/console/src/', '^packages/api-contract/src/index\\.ts$', '(?:^|/)node_modules/'],
      },
    },
    only(
      'browser-libraries-only-in-console',
      'What draws pages is imported by apps/console.',
      ['^apps/console/'],
      [
        'react',
        'react-dom',
        'react-intl',
        '@cloudscape-design',
        '@tanstack',
        '@codemirror',
        '@lezer',
        '@xyflow',
        '@dagrejs',
      ],
    ),
    {
      name: 'packages-never-import-apps',
      comment: 'Apps stand on packages, not the other way round. packages/testing may know every package, but no app.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'testing-only-for-tests',
      comment: 'What ships does not import packages/testing; the demo does, since it runs against the stand-in.',
      severity: 'error',
      from: { path: '^(?:packages|apps)/', pathNot: [TEST, TEST_SUPPORT, '^packages/testing/', '^apps/cli/src/demo/'] },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'front-door',
      comment: 'Another package is entered by what its package.json exports, such as @trueup/core.',
      severity: 'error',
      from: { path: '^((?:packages|apps)/[^/]+|tools|bench|e2e)/' },
      to: {
        path: '^(?:(?:packages|apps)/[^/]+|tools|bench|e2e)/',
        pathNot: ['^$1/', ...frontDoors()],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.moto-venv', '^apps/console/dist/', 'package\\.json$'] },
    // Type-only imports count too: a stage that names a later stage's type depends on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
} satisfies IConfiguration;
