import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { JsonObject } from '../value/json.ts';
import { parsePolicy } from './parse-policy.ts';
import { MODES, type ParameterSource, type Policy } from './policy.ts';

const CONTROLS = ['S3.8', 'EC2.13', '*'];
const ACCOUNTS = ['111111111111', '222222222222'];
const vocabulary = {
  controls: CONTROLS.slice(0, 2).map((id) => ({
    id,
    parameters: z.strictObject({ days: z.number().exactOptional() }),
  })),
};

const words = fc.stringMatching(/^[A-Za-z0-9:#'"{}*&!%@`|>-][A-Za-z0-9 :#'"{}*&!%@`|>-]{11,30}$/);
const name = fc
  .stringMatching(/^[a-z][\w.-]{0,10}$/)
  .filter((one) => one !== 'none' && !one.startsWith('line-') && !one.startsWith('limit-'));
const some = <T>(entry: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(entry, { minLength: 1, maxLength: 3 });
const whole = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });

const scope = fc.record(
  {
    controls: some(fc.constantFrom(...CONTROLS)),
    accounts: some(fc.constantFrom(...ACCOUNTS)),
    organizationalUnits: some(fc.constantFrom('/Prod', '/Prod/Payments')),
    regions: some(fc.constant('eu-west-1')),
    tags: fc.dictionary(words, fc.array(fc.string({ maxLength: 20 }), { maxLength: 2 }), { minKeys: 1, maxKeys: 2 }),
    arns: some(fc.constantFrom('arn:aws:s3:::logs-*', 'arn:*:kms:eu-west-?:*:key/1')),
    resourceTypes: some(fc.constantFrom('AWS::S3::Bucket', 'AWS::::Account')),
  },
  { requiredKeys: [] },
);

const source: fc.Arbitrary<ParameterSource> = fc.oneof(
  fc.constantFrom<ParameterSource>({ kind: 'resource-id' }, { kind: 'resource-arn' }),
  fc.record({ kind: fc.constant('static' as const), values: some(words) }),
  fc.record({ kind: fc.constant('finding' as const), path: words }),
  fc.record({ kind: fc.constant('account' as const), values: fc.dictionary(fc.constantFrom(...ACCOUNTS), words) }),
);

const runbook = fc.record(
  {
    document: fc.constantFrom('AWS-ConfigureS3BucketLogging', 'arn:aws:ssm:eu-west-1:111111111111:document/Own'),
    runs: fc.constantFrom('trueup' as const, 'account' as const),
    parameters: fc.dictionary(fc.stringMatching(/^[A-Z][A-Za-z]{0,9}$/), source, { maxKeys: 3 }),
    version: fc.constantFrom('1', '$DEFAULT'),
    acceptNoUndo: words,
  },
  { requiredKeys: ['document', 'runs', 'parameters'] },
);

const line = fc
  .record({
    about: fc.record(
      {
        configRules: some(words),
        pattern: fc.constant({ detail: { findings: { Types: [{ prefix: 'TTPs' }] } } }),
        runbook,
        override: words,
      },
      { requiredKeys: ['configRules'] },
    ),
    scope,
    settings: fc.record({
      name,
      mode: fc.constantFrom(...MODES),
      attempts: whole(1, 25),
      retrySeconds: whole(1, 2_678_000),
      concurrencyPercent: whole(1, 100),
      errorPercent: whole(1, 100),
      undoOnFailure: fc.boolean(),
      changeOwned: fc.boolean(),
    }),
  })
  .map(({ about, scope: where, settings }) => ({ ...settings, ...where, ...about }));

const limit = fc.record(
  {
    name,
    per: fc.constantFrom('all', 'account', 'control', 'remediation'),
    withinSeconds: whole(1, 86_400),
    running: whole(1, 100),
    started: whole(1, 100),
    startedPercent: whole(1, 100),
    controls: some(fc.constantFrom(...CONTROLS)),
  },
  { requiredKeys: ['name', 'per', 'withinSeconds', 'running'] },
);

const window = fc
  .record({
    name,
    kind: fc.constantFrom('allow', 'deny'),
    cron: fc.constantFrom('0 22 * * MON-FRI', '*/5 * 1,15 JAN *'),
    durationMinutes: whole(1, 10_080),
    timeZone: fc.constantFrom('Europe/Berlin', 'UTC'),
    overrun: fc.constantFrom('finish', 'stop'),
    where: scope,
  })
  .map(({ where, ...settings }) => ({ ...settings, ...where }));

const exception = fc
  .record({
    id: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
    scope: scope.map((given) => ({ ...given, accounts: ['111111111111'] })),
    owner: words,
    approver: words,
    justification: fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== ''),
    from: whole(0, 400),
    days: whole(1, 366),
  })
  .map(({ from, days, ...given }) => ({
    ...given,
    createdAt: new Date(Date.UTC(2025, 0, 1 + from)).toISOString(),
    expiresAt: new Date(Date.UTC(2025, 0, 1 + from + days)).toISOString(),
    origin: 'policy',
    createdBy: 'policy',
  }));

const unique = <T>(entry: fc.Arbitrary<T>, key: (one: T) => string): fc.Arbitrary<T[]> =>
  fc.uniqueArray(entry, { maxLength: 4, selector: key });

const policy = fc.record({
  partition: fc.constant('aws'),
  regions: fc.constant(['eu-west-1']),
  accounts: fc.constant([
    { id: '111111111111', name: 'yes', organizationalUnit: '/Prod/Payments', owner: 'ops: "night" #1' },
    { id: '222222222222', name: '0x10', role: 'TrueupMember', externalId: '007' },
  ]),
  remediations: unique(line, (one) => one.name),
  parameters: fc.constantFrom({}, { 'S3.8': { days: 3 } }),
  planExpiresAfterHours: whole(1, 720),
  keepExecutionsDays: whole(1, 3650),
  approvals: fc.record({
    quorum: fc.record({ safe: whole(1, 5), low: whole(1, 5), disruptive: whole(1, 5), destructive: whole(1, 5) }),
  }),
  promotion: fc.record({ verifiedInARow: whole(1, 1000) }),
  limits: unique(limit, (one) => one.name),
  breakers: fc.array(
    fc.record({
      per: fc.constantFrom('control', 'account', 'remediation'),
      failures: whole(1, 9),
      windowMinutes: whole(1, 99),
      pauseMinutes: whole(1, 99),
    }),
    { maxLength: 3 },
  ),
  flaps: fc.record({ regressions: whole(1, 20), windowHours: whole(1, 720) }),
  critical: fc.record({ tags: fc.dictionary(words, fc.array(words, { maxLength: 2 }), { maxKeys: 2 }) }),
  windows: unique(window, (one) => one.name),
  exceptions: unique(exception, (one) => one.id),
});

/** As a person writes it. */
function written({ remediations, exceptions, ...rest }: JsonObject): JsonObject {
  return {
    ...rest,
    remediations: (remediations as readonly JsonObject[]).map((one) => ({ ...one, ...writtenRunbook(one) })),
    exceptions: (exceptions as readonly JsonObject[]).map(({ createdAt, origin: _, createdBy: __, ...one }) => ({
      ...one,
      placedAt: createdAt,
    })),
  };
}

function writtenRunbook({ runbook: given }: JsonObject): JsonObject {
  if (given === undefined) return {};
  const { parameters, ...rest } = given as { readonly parameters: Readonly<Record<string, ParameterSource>> };
  const entries = Object.entries(parameters).map(([key, value]) => [key, writtenSource(value)]);
  return { runbook: { ...rest, parameters: Object.fromEntries(entries) as JsonObject } };
}

function writtenSource(given: ParameterSource): string | readonly string[] | JsonObject {
  switch (given.kind) {
    case 'resource-id':
      return 'RESOURCE_ID';
    case 'resource-arn':
      return 'RESOURCE_ARN';
    case 'static':
      return given.values;
    case 'finding':
      return { finding: given.path };
    case 'account':
      return { account: given.values };
  }
}

const asYaml = (value: JsonObject): string => stringify(value, { aliasDuplicateObjects: false });

test('what is written of a policy is read as it was meant, in one file or several', () => {
  fc.assert(
    fc.property(policy, fc.boolean(), (given, several) => {
      const text = written(given);
      const { remediations, ...rest } = text;
      const lines = remediations as readonly JsonObject[];
      const files = several
        ? [
            { name: 'a.yaml', text: asYaml(rest) },
            { name: 'b.yaml', text: asYaml({ remediations: lines.slice(0, 1) }) },
            { name: 'c.yaml', text: asYaml({ remediations: lines.slice(1) }) },
          ]
        : [{ name: 'a.yaml', text: asYaml(text) }];
      const parsed = parsePolicy(files, vocabulary, () => 'hash');
      expect(parsed.kind === 'policy' ? parsed.policy : parsed.problems).toEqual({
        ...(given as unknown as Policy),
        hash: 'hash',
      });
    }),
    { numRuns: 60 },
  );
});

test('whatever text comes is read or refused with a place, and never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const parsed = parsePolicy([{ name: 'a.yaml', text }], vocabulary, () => 'hash');
      expect(parsed.kind).toBe('invalid');
      if (parsed.kind === 'policy') return;
      for (const { line: at, column, file } of parsed.problems) {
        expect([file, at > 0, column > 0]).toEqual(['a.yaml', true, true]);
      }
    }),
    { numRuns: 300 },
  );
});
