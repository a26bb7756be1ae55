import { expect, test } from 'vitest';
import { z } from 'zod';
import { parsePolicy } from './parse-policy.ts';
import type { Policy } from './policy.ts';
import { policyChanges } from './policy-changes.ts';

const BASE = `regions: [eu-west-1]
accounts:
  - { id: "111111111111", name: production, externalId: first-secret }
  - { id: "222222222222", name: test }
remediations:
  - { name: buckets, controls: [S3.8], mode: approval }
  - { name: rest, controls: ["*"], mode: manual }
flaps: { regressions: 3 }
`;

function policy(text: string): Policy {
  const vocabulary = { controls: [{ id: 'S3.8', parameters: z.strictObject({ a: z.number() }) }] };
  const parsed = parsePolicy([{ name: 'trueup.yaml', text }], vocabulary, String);
  if (parsed.kind === 'policy') return parsed.policy;
  throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
}

const changes = (from: string, to: string): string[] =>
  policyChanges(policy(from), policy(to)).map(({ kind, text }) => `${kind}: ${text}`);

test.each<[string, string, readonly string[]]>([
  ['nothing', `${BASE}# a remark\n`, []],
  ['a default that is written out', `${BASE}keepExecutionsDays: 90\n`, []],
  [
    'a mode with its override',
    BASE.replace('approval }', 'automatic, override: proven elsewhere }'),
    ['changed: line buckets: mode approval → automatic; override (none) → proven elsewhere'],
  ],
  [
    'a line that is added in front',
    BASE.replace('  - { name: b', '  - { name: a, controls: [S3.8], mode: manual }\n  - { name: b'),
    [
      'added: line a: controls ["S3.8"]; mode manual; attempts 5; retrySeconds 60; concurrencyPercent 10; errorPercent 50; undoOnFailure false; changeOwned false',
    ],
  ],
  ['a line that goes', BASE.replace(/ {2}- \{ name: rest.*\n/, ''), ['removed: line rest is removed']],
  [
    'another order of lines',
    BASE.replace(/( {2}- \{ name: buckets.*\n)( {2}- \{ name: rest.*\n)/, '$2$1'),
    [
      'changed: the first line that covers a finding decides, and their order changes: ["buckets","rest"] → ["rest","buckets"]',
    ],
  ],
  [
    'another administrator',
    BASE.replace('"111111111111"', '"333333333333"'),
    [
      'removed: account 111111111111 is removed',
      'added: account 333333333333: name production; externalId (hidden)',
      'changed: the administrator account 111111111111 → 333333333333',
    ],
  ],
  ['a secret', BASE.replace('first-secret', 'second-secret'), ['changed: account 111111111111: externalId changes']],
  ['a member of a section', BASE.replace('regressions: 3', 'regressions: 4'), ['changed: flaps.regressions 3 → 4']],
  [
    'a section',
    `${BASE}sinks: { securityHub: { update: true } }\n`,
    ['added: sinks {"securityHub":{"import":false,"update":true}}'],
  ],
  ['a parameter', `${BASE}parameters: { S3.8: { a: 1 } }\n`, ['added: parameters.S3.8 {"a":1}']],
])('%s is said in words', (_name, to, expected) => {
  expect(changes(BASE, to)).toEqual(expected);
});

test('the way back is told too', () => {
  expect(changes(`${BASE}sinks: { securityHub: { update: true } }\n`, BASE)).toEqual([
    'removed: sinks {"securityHub":{"import":false,"update":true}} is removed',
  ]);
});

test('without a policy before, all is added, and no secret is told', () => {
  const all = policyChanges(undefined, policy(BASE));
  expect(all.every(({ kind }) => kind === 'added')).toBe(true);
  expect(all.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['accounts.111111111111', 'remediations.buckets']),
  );
  expect(JSON.stringify(all)).not.toContain('first-secret');
});
