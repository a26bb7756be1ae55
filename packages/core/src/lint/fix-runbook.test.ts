import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixRunbook } from './fix-runbook.ts';
import { lintRunbook } from './lint-runbook.ts';
import { scriptedApi } from './testing/scripted-api.ts';

const BROKEN = `# keep me
schemaVersion: 0.3   # a number
parameters:
  Flag: { type: Boolean, default: "Yes" } # on
  Count:
    type: Integer
    default: '007'
mainSteps:

  - name: look
    action: executeAwsApi     # no prefix
    inputs:
      Service: "toj"
      Api: 'DescribeServer'
      ids:   [a]   # small
    outputs:
      Name: State   # the state
      Selector: $.Servers[0].Stat

      Type: String
  - name: wait
    action: aws:waitForAwsResourcProperty
    inputs:
      Service: toy
      Api: DescribeServers
      PropertySelector: $.Servers[0].Public
      DesiredValues: [ "true", False, on ]
  - name: last
    action: aws:sleep
    inputs: { Duration: PT1S }
    isEnd: true
    nextStep: look # gone
outputs: []
`;

const REPAIRED = `# keep me
schemaVersion: '0.3'   # a number
parameters:
  Flag: { type: Boolean, default: true } # on
  Count:
    type: Integer
    default: 7
mainSteps:

  - name: look
    action: aws:executeAwsApi     # no prefix
    inputs:
      Service: "toy"
      Api: 'DescribeServers'
      Ids:   [a]   # small
    outputs:
      - Name: State   # the state
        Selector: $.Servers[0].State

        Type: String
  - name: wait
    action: aws:waitForAwsResourceProperty
    inputs:
      Service: toy
      Api: DescribeServers
      PropertySelector: $.Servers[0].Public
      DesiredValues: [ "True", 'False', on ]
  - name: last
    action: aws:sleep
    inputs: { Duration: PT1S }
    isEnd: true
outputs: []
`;

test('every obvious repair is made, and nothing else is touched', () => {
  const { text, fixed, left } = fixRunbook(BROKEN, { api: scriptedApi });
  expect(text).toBe(REPAIRED);
  expect(fixed.map(({ line, rule }) => `${line} ${rule}`)).toEqual([
    '2 schema-version-unquoted',
    '4 default-type',
    '7 default-type',
    '11 unknown-action',
    '16 outputs-as-map',
    '22 unknown-action',
    '27 boolean-spelling',
    '27 boolean-spelling',
    '32 end-and-next',
    '13 unknown-service',
    '14 unknown-operation',
    '15 parameter-case',
    '18 selector-never-resolves',
  ]);
  expect(left).toEqual([]);
});

test('JSON stays JSON', () => {
  const json = (version: string, step: string): string =>
    `{"schemaVersion": ${version}, "mainSteps": [{"name": "a", "action": "aws:executeAwsApi", "inputs": {"Service": "toy", "Api": "DescribeServers"}, ${step}}]}`;
  const output = '{"Name": "S", "Selector": "$.Labels.a", "Type": "String"}';
  const { text, left } = fixRunbook(json('0.3', `"isEnd": true, "outputs": ${output}, "nextStep": "a"`), {
    api: scriptedApi,
  });
  expect(text).toBe(json('"0.3"', `"isEnd": true, "outputs": [${output}]`));
  expect(left).toEqual([]);
});

test.each<[why: string, step: string, rule: string]>([
  [
    'two names are as near',
    '{ name: a, action: aws:executeAwsApi, inputs: { Service: toy, Api: StopServer, ServerId: a, Tames: [] } }',
    'unknown-parameter',
  ],
  [
    'the first letter differs, lest a read becomes a write',
    '{ name: a, action: aws:executeAwsApi, inputs: { Service: toy, Api: XescribeServers } }',
    'unknown-operation',
  ],
  [
    'the name is written with an escape',
    '{ name: a, action: aws:executeAwsApi, inputs: { Service: toy, Api: "Describe\\u0053erver" } }',
    'unknown-operation',
  ],
  [
    'the wrong name stands twice in a selector',
    '{ name: a, action: aws:executeAwsApi, inputs: { Service: toy, Api: DescribeServers }, outputs: [{ Name: A, Selector: $.Root.Leef.Leef, Type: String }] }',
    'selector-never-resolves',
  ],
  [
    'the step is not the last',
    '{ name: a, action: aws:sleep, inputs: { Duration: PT1S }, isEnd: true, nextStep: b }\n  - { name: b, action: aws:sleep, inputs: { Duration: PT1S } }',
    'end-and-next',
  ],
])('no repair is made where %s', (_why, step, rule) => {
  const diagnostics = lintRunbook(`schemaVersion: '0.3'\nmainSteps:\n  - ${step}\n`, { api: scriptedApi });
  expect(diagnostics.map((one) => one.rule)).toContain(rule);
  expect(diagnostics.filter((one) => one.rule === rule && one.fix)).toEqual([]);
});

const DEBRIS = ['', ' ', '\n', '  - ', '"', "'", '{', ']', ': ', '&a ', '*a', '{{ x }}', '|', '#', '\0', '\u{1f600}'];

/** The broken document with some characters lost, doubled or strange. */
const damaged = fc
  .array(fc.tuple(fc.nat(BROKEN.length), fc.constantFrom(...DEBRIS)), { maxLength: 6 })
  .map((changes) => changes.reduce((text, [at, by]) => text.slice(0, at) + by + text.slice(at + 1), BROKEN));

test('whatever the text, every place is inside of it, and a repaired text can still be read', () => {
  fc.assert(
    fc.property(fc.oneof(damaged, fc.string()), (text) => {
      const lines = text.split('\n');
      for (const { line, column, endLine = line, endColumn = column } of lintRunbook(text, { api: scriptedApi })) {
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true);
      }
      const { text: repaired, left, fixed } = fixRunbook(text, { api: scriptedApi });
      expect(fixed.length > 0).toBe(repaired !== text);
      if (fixed.length > 0) expect(left.map(({ rule }) => rule)).not.toContain('document-syntax');
      expect(lintRunbook(repaired, { api: scriptedApi })).toEqual(left);
    }),
    { numRuns: 300 },
  );
});
