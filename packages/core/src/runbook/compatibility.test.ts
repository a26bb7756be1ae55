import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../value/json.ts';
import { bindParameters } from './bind-parameters.ts';
import {
  ANSWERED,
  CONTEXT,
  documentIn,
  drive,
  FAILED,
  START,
  type Driven,
  type DriveOptions,
} from './drive-document.ts';
import type { Performed } from './command.ts';

/** What published runbooks rely on and where engines go wrong, from document text to what is performed. */

function run(
  text: string,
  supplied: JsonObject = {},
  perform: Record<string, Performed> = {},
  options: DriveOptions = {},
): Driven {
  const document = documentIn(text);
  const bound = bindParameters(document, supplied, CONTEXT, START);
  if (bound.kind === 'refused') throw new Error(bound.problems.join('\n'));
  return drive(document, ({ step }) => perform[step] ?? ANSWERED, { parameters: bound.parameters, ...options });
}

const ran = (driven: Driven): string[] => [...new Set(driven.log.map(({ step }) => step))];

const SCRIPT = `schemaVersion: '0.3'
parameters:
  Flag: { type: Boolean, default: True }
  Tags: { type: StringMap, default: {} }
  Days: { type: Integer, default: 90 }
mainSteps:
  - name: Run
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: handler
      InputPayload:
        flag: '{{ Flag }}'
        tags: '{{ Tags }}'
        text: 'days={{ Days }} flag={{ Flag }} tags={{ Tags }}'
      Script: |-
        def handler(events, context):
            return {'days': int('{{ Days }}'), 'set': {{'not': 'a reference'}}}
    outputs:
      - { Name: Days, Selector: $.Payload.days, Type: Integer }
      - { Name: Missing, Selector: $.Payload.nothing.deeper, Type: String }
  - name: Call
    action: aws:executeAwsApi
    inputs: { Service: iam, Api: update_account_password_policy, MaxPasswordAge: '{{ Run.Days }}', camelMember: '{{ Run.Missing }}' }
outputs: [Run.Missing, Run.Days]
`;

test('2, 10: a whole reference keeps its type, one in text is text, and calls are sent as written', () => {
  const { performed } = run(
    SCRIPT,
    { Flag: 'false', Tags: { a: 'b' } },
    { Run: { kind: 'answered', result: { Payload: { days: 7 } } } },
  );
  expect(performed.map(({ work }) => work)).toEqual([
    {
      kind: 'script',
      runtime: 'python3.11',
      handler: 'handler',
      payload: { flag: false, tags: { a: 'b' }, text: 'days=90 flag=false tags={"a":"b"}' },
      script: "def handler(events, context):\n    return {'days': int('90'), 'set': {{'not': 'a reference'}}}",
    },
    {
      kind: 'api-call',
      call: {
        service: 'iam',
        operation: 'update_account_password_policy',
        parameters: { MaxPasswordAge: 7, camelMember: '' },
      },
    },
  ]);
});

test('3: parameters are cast where documents meet, and outputs to their declared type', () => {
  const child = documentIn(SCRIPT.replace('Flag: {', 'Name: { type: String }\n  Flag: {'));
  const bound = bindParameters(child, { Name: 5, Flag: 'true', Days: '7', Tags: '{"a":1}' }, CONTEXT, START);
  expect(bound).toEqual({ kind: 'bound', parameters: { Name: '5', Flag: true, Days: 7, Tags: { a: 1 } } });
  const { log } = run(SCRIPT, {}, { Run: { kind: 'answered', result: { Payload: { days: '7' } } } });
  expect(log[1]).toMatchObject({ kind: 'step.succeeded', outputs: { Days: 7 } });
});

test.each<[string, string, Json, boolean]>([
  ['[True]', '$.V', true, true],
  ['["TRUE"]', '$.V', true, true],
  ['["False"]', '$.V', true, false],
  ['[True]', '$.V', 'True', true],
  ['["7"]', '$.V', 7, true],
  ['["7"]', '$.V', '7', true],
  ['["Enabled"]', '$.V', 'enabled', false],
  ['["a", "b"]', '$.V', ['a', 'b'], true],
  ['["a"]', '$.V', ['a', 'b'], false],
  ['["a"]', '$..V', 'a', true],
  ['["a"]', '$.V', [], false],
  ['["a"]', '$.W', 'a', false],
  ['[""]', '$.W', 'a', false],
  ["['{{ P }}']", '$.V', 'x', true],
])('4: DesiredValues %s of %s in %j: %s', (desired, selector, value, holds) => {
  const text = `schemaVersion: '0.3'
parameters: { P: { type: String, default: x } }
mainSteps:
  - name: Assert
    action: aws:assertAwsResourceProperty
    inputs: { Service: ec2, Api: A, PropertySelector: '${selector}', DesiredValues: ${desired} }
`;
  const { finish, log } = run(text, {}, { Assert: { kind: 'answered', result: { V: value } } });
  expect(finish.status).toBe(holds ? 'Success' : 'Failed');
  if (!holds) expect(log.at(-1)).toMatchObject({ failure: { stage: 'PostVerification', type: 'Verification' } });
});

const branching = (inputs: string, isEnd: boolean): string => `schemaVersion: '0.3'
parameters:
  Word: { type: String, default: '' }
  Other: { type: String, default: '' }
mainSteps:
  - name: Choose
    action: aws:branch
    inputs: ${inputs}
    isEnd: ${String(isEnd)}
  - { name: Next, action: 'aws:sleep', inputs: { Duration: PT1S }, isEnd: true }
  - { name: Far, action: 'aws:sleep', inputs: { Duration: PT1S } }
`;
const CHOICE = "Choices: [{ NextStep: Far, Variable: '{{ Word }}', StringEquals: '{{ Other }}' }]";

test.each<[string, string, boolean, JsonObject, string[]]>([
  ['no match and isEnd is a good end', `{ ${CHOICE} }`, true, { Word: 'a' }, ['Choose']],
  ['no match goes on', `{ ${CHOICE} }`, false, { Word: 'a' }, ['Choose', 'Next']],
  ['a match jumps although isEnd is true', `{ ${CHOICE} }`, true, { Word: 'a', Other: 'a' }, ['Choose', 'Far']],
  ['the empty text equals itself', `{ ${CHOICE} }`, true, {}, ['Choose', 'Far']],
  ['Default jumps although isEnd is true', `{ ${CHOICE}, Default: Far }`, true, { Word: 'a' }, ['Choose', 'Far']],
])('5: %s', (_name, inputs, isEnd, supplied, path) => {
  const driven = run(branching(inputs, isEnd), supplied);
  expect(ran(driven)).toEqual(path);
  expect(driven.finish.status).toBe('Success');
});

test('6: what a selector does not find, and a script that returns nothing, fail no step', () => {
  const { finish, log } = run(SCRIPT, {}, { Run: { kind: 'answered', result: { Payload: null } } });
  expect(finish).toMatchObject({
    status: 'Success',
    outputs: { 'Run.Missing': ['No output available yet because the step is not successfully executed'] },
  });
  expect(log[1]).toMatchObject({ kind: 'step.succeeded', result: { Payload: null }, outputs: {} });
});

test('7: what a script says of itself does not fail it, its exception does', () => {
  const said = { kind: 'answered', result: { Payload: { status: 'Failed', days: 1 } } } as const;
  expect(run(SCRIPT, {}, { Run: said }).finish.status).toBe('Success');
  expect(run(SCRIPT, {}, { Run: FAILED }).finish).toMatchObject({
    status: 'Failed',
    failureMessage: 'it has a dependent object',
  });
});

test.each<[string, string, boolean]>([
  ['^(?i:enabled|disabled)$', 'ENABLED', true],
  ['INFO|ERROR', 'INFO', true],
  ['INFO|ERROR', 'INFORM', false],
  ['^(?!aws-)[a-z-]+(?<!-)$', 'my-trail', true],
  ['^(?!aws-)[a-z-]+(?<!-)$', 'aws-trail', false],
])('8: allowedPattern %s and %s: %s', (pattern, value, matches) => {
  const word = `Word: { type: String, allowedPattern: '${pattern}' }\n  Flag: {`;
  const text = SCRIPT.replace('Flag: {', () => word);
  expect(bindParameters(documentIn(text), { Word: value }, CONTEXT, START).kind).toBe(matches ? 'bound' : 'refused');
});

test('9: plain True, patterns as plain scalars, folded defaults and the indentation of Python are kept', () => {
  const text = SCRIPT.replace(
    'Flag: {',
    () =>
      'Word:\n    type: String\n    allowedPattern: ^(?:[a-z]+|\\d{1,3})$\n    default: >-\n      at {{ global:DATE }}\n      in {{ global:REGION }}\n  Flag: {',
  );
  const document = documentIn(text);
  expect(document.parameters['Word']?.allowedPattern).toBe('^(?:[a-z]+|\\d{1,3})$');
  expect(document.parameters['Flag']?.default).toBe(true);
  expect(bindParameters(document, {}, CONTEXT, START)).toMatchObject({
    parameters: { Word: 'at 2026-01-31 in eu-west-1' },
  });
});

test('13: values are never expanded again', () => {
  const text = `schemaVersion: '0.3'
parameters: { Pattern: { type: String }, Account: { type: String, default: x } }
mainSteps:
  - name: Read
    action: aws:executeAwsApi
    inputs: { Service: logs, Api: DescribeMetricFilters, filterPattern: '{{ Pattern }}' }
    outputs: [{ Name: Pattern, Selector: '$.Pattern', Type: String }]
  - name: Write
    action: aws:executeAwsApi
    inputs: { Service: logs, Api: PutMetricFilter, filterPattern: '{{ Read.Pattern }}', name: 'n-{{ Pattern }}' }
`;
  const tricky = '{ ($.errorCode = "*Unauthorized") && {{ Account }} {{global:REGION}} }';
  const { performed } = run(text, { Pattern: tricky }, { Read: { kind: 'answered', result: { Pattern: tricky } } });
  expect(performed.map(({ work }) => (work.kind === 'api-call' ? work.call.parameters : {}))).toEqual([
    { filterPattern: tricky },
    { filterPattern: tricky, name: `n-${tricky}` },
  ]);
});

test('11: what a child put out is read as Output, one list', () => {
  const text = `schemaVersion: '0.3'
mainSteps:
  - { name: Child, action: 'aws:executeAutomation', inputs: { DocumentName: d, RuntimeParameters: { A: 'x', B: [1], C: True } } }
  - { name: Use, action: 'aws:executeAwsApi', inputs: { Service: ec2, Api: A, Ids: ['{{ Child.Output }}'], Id: '{{Child.ExecutionId}}' } }
`;
  const result = { ExecutionId: 'e', Status: 'Success', Output: ['a', '{"b":1}'] };
  const { performed } = run(text, {}, { Child: { kind: 'answered', result } });
  expect(performed[0]?.work).toMatchObject({ parameters: { A: 'x', B: [1], C: true } });
  expect(performed[1]?.work).toMatchObject({ call: { parameters: { Ids: ['a', '{"b":1}'], Id: 'e' } } });
});
