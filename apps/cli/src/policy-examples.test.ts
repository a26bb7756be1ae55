import { readFileSync } from 'node:fs';
import { parsePolicy, policySchema, problemLine, type PolicyVocabulary } from '@trueup/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { policyTemplate } from './policy-template.ts';

const takesAll = { safeParse: (data: unknown) => ({ success: true, data }) };
const vocabulary = {
  controls: ['S3.8', 'EC2.13'].map((id) => ({ id, parameters: takesAll })),
} as unknown as PolicyVocabulary;

const matches = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(policySchema());
const DOCS = new URL('../../../docs/', import.meta.url);

/** The YAML examples of a guide. One that shows only a section gets the members that a policy must have. */
function examplesOf(guide: string): string[] {
  const text = readFileSync(new URL(guide, DOCS), 'utf8');
  return [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, example = '']) =>
    example.includes('accounts:\n  - id') ? example : `${example}${MUST_HAVE}`,
  );
}
const MUST_HAVE = 'regions: [eu-west-1]\naccounts: [{ id: "111111111111", name: main }]\n';

/** With its remarks taken as what they stand for, where they show YAML. */
const uncommented = policyTemplate('111111111111')
  .replace(/: \[\]\n((?:# {2}.*\n)+)/g, (_all, lines: string) => `:\n${lines.replaceAll(/^#/gm, ' ')}`)
  .replace(/^( *)# ?( *- \{ (?:id|name): .*)$/gm, '$1$2');

test.each([
  ...examplesOf('policy.md').map((text, at) => [`example ${at + 1} of docs/policy.md`, text]),
  ...examplesOf('sources.md')
    .slice(0, 1)
    .map((text) => ['the example of docs/sources.md', text]),
  ...examplesOf('priority.md')
    .slice(0, 1)
    .map((text) => ['the example of docs/priority.md', text]),
  ['the template', policyTemplate(undefined)],
  ['the template with its remarks', uncommented],
])('%s is a policy, to the schema and to Trueup', (_name, text = '') => {
  matches(parse(text));
  expect(matches.errors ?? []).toEqual([]);
  const parsed = parsePolicy([{ name: 'trueup.yaml', text }], vocabulary, String);
  expect(parsed.kind === 'invalid' ? parsed.problems.map(problemLine) : parsed.warnings).toEqual([]);
});

test('the remarks of the template are a policy of their own', () => {
  expect(parse(uncommented)).toMatchObject({
    accounts: { length: 2 },
    remediations: [{ name: 'public-buckets' }, { name: 'all-others' }],
    exceptions: [{ id: 'legacy-website' }],
    windows: [{ name: 'year-end' }],
  });
});

test.each<[string, object]>([
  ['a member that nothing has', { remediation: [] }],
  ['a mode that is none', { remediations: [{ controls: ['S3.8'], mode: 'auto' }] }],
  ['too many attempts', { remediations: [{ controls: ['S3.8'], mode: 'manual', attempts: 26 }] }],
  [
    'a parameter from nowhere',
    { remediations: [{ controls: ['S3.8'], mode: 'manual', runbook: { document: 'a', parameters: { A: 1 } } }] },
  ],
  [
    'an exception without an end',
    { exceptions: [{ id: 'a', scope: {}, owner: 'a', approver: 'b', justification: 'c', placedAt: '2026-01-01' }] },
  ],
])('an editor tells %s', (_name, member) => {
  const whole = { regions: ['eu-west-1'], accounts: [{ id: '111111111111', name: 'main' }], ...member };
  expect(matches(whole)).toBe(false);
});

test('docs/policy.schema.json is the schema of this version', () => {
  expect(JSON.parse(readFileSync(new URL('policy.schema.json', DOCS), 'utf8'))).toEqual(policySchema());
});
