import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../value/json.ts';
import { bindParameters } from './bind-parameters.ts';
import { ANSWERED, callStep, CONTEXT, documentIn, documentOfSteps, drive, FAILED, START } from './drive-document.ts';
import { parseRunbook } from './parse-runbook.ts';

/** Clauses of sections 1 and 3 of the specification of Automation documents that no other test shows. */

const SLEEP: JsonObject = { name: 'S', action: 'aws:sleep', inputs: { Duration: 'PT1S' } };

function problemsOf(rest: JsonObject, mainSteps: readonly JsonObject[] = [SLEEP]): string {
  const parsed = parseRunbook(JSON.stringify({ schemaVersion: '0.3', ...rest, mainSteps }));
  return parsed.kind === 'invalid' ? parsed.problems.map(({ message }) => message).join('\n') : 'no problem';
}

test('1.1: an anchor is repeated where its alias stands', () => {
  const document = documentIn(`schemaVersion: '0.3'
mainSteps:
  - { name: A, action: 'aws:executeAwsApi', inputs: &call { Service: ec2, Api: DescribeVpcs } }
  - { name: B, action: 'aws:executeAwsApi', inputs: *call }
`);
  expect(document.mainSteps[1]?.inputs).toEqual({ Service: 'ec2', Api: 'DescribeVpcs' });
});

test.each<[string, JsonObject, readonly JsonObject[]]>([
  ['of the document', { Description: 'x' }, [SLEEP]],
  ['of a step', {}, [{ ...SLEEP, maxattempts: 2 }]],
  ['of inputs', {}, [{ ...SLEEP, inputs: { duration: 'PT1S' } }]],
  ['of an output', {}, [callStep('S', { outputs: [{ name: 'N', Selector: '$', Type: 'String' }] })]],
])('1.1: a key %s in another case is another key', (_of, rest, mainSteps) => {
  expect(problemsOf(rest, mainSteps)).toMatch(/Unknown (property|input)/);
});

test('1.3.1: displayType, interpolationType and descriptions change nothing', () => {
  const P = { type: 'String', displayType: 'textarea', interpolationType: 'ENV_VAR', description: '# P', default: '' };
  const document = documentOfSteps([{ ...SLEEP, description: 'Rests.' }], { description: '# D', parameters: { P } });
  expect(bindParameters(document, {}, CONTEXT, START)).toEqual({ kind: 'bound', parameters: { P: '' } });
});

test.each<[string, Json, boolean]>([
  ['AWS::EC2::Instance::Id', 'mi-0123456789abcdef0', true],
  ['AWS::EC2::Instance::Id', 'i-123456789', false],
  ['AWS::S3::Bucket::Name', 'abc', false],
  ['AWS::S3::Bucket::Name', 'abcd', true],
  ['AWS::S3::Bucket::Name', 'a'.repeat(64), true],
  ['AWS::S3::Bucket::Name', 'a'.repeat(65), false],
  ['AWS::S3::Bucket::Name', '.abcd', false],
  ['AWS::IAM::Role::Arn', 'arn:aws:iam::123456789012:user/x', false],
  ['List<AWS::S3::Bucket::Name>', ['abcd', 'efgh'], true],
  ['List<AWS::IAM::Role::Arn>', ['arn:aws:iam::123456789012:role/x'], true],
  ['List<AWS::IAM::Role::Arn>', ['x'], false],
])('1.3.2: a supplied %s may be %j: %s', (type, value, fits) => {
  const document = documentOfSteps([SLEEP], { parameters: { P: { type } } });
  expect(bindParameters(document, { P: value }, CONTEXT, START).kind).toBe(fits ? 'bound' : 'refused');
});

test.each<[string, JsonObject, string]>([
  ['a dot', { 'a.b': { type: 'String' } }, 'Parameter name "a.b" is not alpha-numeric.'],
  ['51 characters', { ['a'.repeat(51)]: { type: 'String' } }, 'more than 50 characters'],
  [
    '200 others',
    Object.fromEntries(Array.from({ length: 201 }, (_none, index) => [`P${index}`, { type: 'String' }])),
    'More than 200 parameters.',
  ],
])('1.3.3: a parameter with %s is refused', (_what, parameters, message) => {
  expect(problemsOf({ parameters })).toContain(message);
});

test('1.3.3: names differ by case', () => {
  const document = documentOfSteps([SLEEP], { parameters: { Name: { type: 'String' } } });
  expect(bindParameters(document, { name: 'x' }, CONTEXT, START)).toMatchObject({ kind: 'refused' });
});

test.each<[type: string, value: Json, fits: boolean]>([
  ['String', 'x'.repeat(512), true],
  ['String', 'x'.repeat(513), false],
  ['StringList', Array.from({ length: 50 }, () => 'x'), true],
  ['StringList', Array.from({ length: 51 }, () => 'x'), false],
  ['MapList', Array.from({ length: 200 }, () => ({ a: 1 })), true],
  ['MapList', Array.from({ length: 201 }, () => ({ a: 1 })), false],
  ['StringMap', { ['k'.repeat(50)]: 'v' }, true],
  ['StringMap', { ['k'.repeat(51)]: 'v' }, false],
  ['Boolean', false, true],
  ['Boolean', 'false', false],
])('1.4: a variable of type %s is updated to a value of its type and within its limits (%#)', (type, Value, fits) => {
  const update = { name: 'U', action: 'aws:updateVariable', inputs: { Name: 'variable:v', Value } };
  const document = documentOfSteps([update], { variables: { v: { type } } });
  expect(drive(document, () => ANSWERED).finish.status).toBe(fits ? 'Success' : 'Failed');
});

test('1.4: the default of a map may be a map or its JSON text, and a list may be one as well', () => {
  const variables = {
    text: { type: 'StringMap', default: '{"a":1}' },
    map: { type: 'StringMap', default: { a: 1 } },
    maps: { type: 'MapList', default: '[{"a":1}]' },
    list: { type: 'StringList', default: ['x'] },
  };
  const inputs = Object.fromEntries(Object.keys(variables).map((name) => [name, `{{variable:${name}}}`]));
  const document = documentOfSteps([callStep('S', { inputs: { Service: 's', Api: 'A', ...inputs } })], { variables });
  expect(drive(document, () => ANSWERED).performed[0]?.work).toMatchObject({
    call: { parameters: { text: { a: 1 }, map: { a: 1 }, maps: [{ a: 1 }], list: ['x'] } },
  });
});

test.each(['sha256', 'SHA256', 'sha-256', 'SHA-256'])('1.7: a checksum may be spelt %s', (spelling) => {
  const files = { 'code.zip': { checksums: { [spelling]: 'A'.repeat(64) }, size: 9 } };
  expect(documentOfSteps([SLEEP], { files }).files).toEqual({ 'code.zip': { sha256: 'a'.repeat(64), size: 9 } });
});

test.each(['../../evil', 'a/b.py', '/etc/passwd', '..', '.hidden', 'a', 'x'.repeat(129), 'a b.py'])(
  '1.7: a file cannot be called %s',
  (name) => {
    expect(problemsOf({ files: { [name]: { checksums: { sha256: 'a'.repeat(64) } } } })).toContain('File name');
  },
);

test('1.7: a checksum of another length is refused', () => {
  const files = { 'code.zip': { checksums: { sha256: 'a'.repeat(63) } } };
  expect(problemsOf({ files })).toContain('has no checksum sha256 of 64 hexadecimal digits');
});

test.each<[string, boolean]>([
  ['arn:aws:iam::111122223333:role/Runner', true],
  ['{{ Role }}', true],
  ['{{ Other }}', false],
  ['{{ssm:role}}', false],
])('1.6: assumeRole may be %s: %s', (assumeRole, fits) => {
  const rest = { assumeRole, parameters: { Role: { type: 'AWS::IAM::Role::Arn', default: '' } } };
  expect(problemsOf(rest) === 'no problem').toBe(fits);
});

test('1.8.1: the name of an output that its action has is refused', () => {
  const outputs = [{ Name: 'ImageId', Selector: '$.ImageId', Type: 'String' }];
  const step = { name: 'S', action: 'aws:deleteImage', inputs: { ImageId: 'ami-1' }, outputs };
  expect(problemsOf({}, [step])).toBe('no problem');
  const copy = { SourceRegion: 'eu-west-1', SourceImageId: 'ami-1', ImageName: 'x' };
  expect(problemsOf({}, [{ ...step, action: 'aws:copyImage', inputs: copy }])).toContain(
    'In step S, name: ImageId is conflicting with one of the following reserved output names: [ImageId, ImageState, OutputPayload]',
  );
});

test('3.1: a name with a second dot fails the step that asks for it', () => {
  const steps = [
    callStep('Find', { outputs: [{ Name: 'Map', Selector: '$', Type: 'StringMap' }] }),
    callStep('Use', { inputs: { Service: 's', Api: 'A', X: '{{ Find.Map.key }}' } }),
  ];
  const { finish, performed } = drive(documentOfSteps(steps), () => ({ kind: 'answered', result: { key: 'v' } }));
  expect(performed.map(({ step }) => step)).toEqual(['Find']);
  expect(finish.failureMessage).toContain('Failed to resolve input: Find.Map.key');
});

test('3.2: a reference to a list keeps it a list as a member, and is flattened in a list of maps as well', () => {
  const outputs = [
    { Name: 'Ids', Selector: '$..Id', Type: 'StringList' },
    { Name: 'Targets', Selector: '$.Targets', Type: 'MapList' },
  ];
  const inputs = {
    Service: 's',
    Api: 'A',
    Whole: '{{ Find.Ids }}',
    Filters: [{ Name: 'id', Values: ['{{ Find.Ids }}'] }],
    Targets: ['{{Find.Targets}}'],
    Text: 'ids: {{ Find.Ids }}',
  };
  const steps = [callStep('Find', { outputs }), callStep('Use', { inputs })];
  const result = { Targets: [{ Id: 'a' }, { Id: 'b' }] };
  const { performed } = drive(documentOfSteps(steps), () => ({ kind: 'answered', result }));
  expect(performed[1]?.work).toMatchObject({
    call: {
      parameters: {
        Whole: ['a', 'b'],
        Filters: [{ Name: 'id', Values: ['a', 'b'] }],
        Targets: [{ Id: 'a' }, { Id: 'b' }],
        Text: 'ids: ["a","b"]',
      },
    },
  });
});

test('3.3: the output of a step that was jumped over, or failed, is absent', () => {
  const outputs = [{ Name: 'Id', Selector: '$.Id', Type: 'String' }];
  const steps = [
    callStep('Broken', { outputs, onFailure: 'step:Use', isCritical: false }),
    callStep('Skipped', { outputs }),
    callStep('Use', { inputs: { Service: 's', Api: 'A', A: 'x{{ Broken.Id }}', B: '{{ Skipped.Id }}' } }),
  ];
  const { performed } = drive(documentOfSteps(steps), ({ step }) => (step === 'Broken' ? FAILED : ANSWERED));
  expect(performed[1]?.work).toMatchObject({ call: { parameters: { A: 'x', B: '' } } });
});

test('3.4: references in a script are text that is put in without quotes', () => {
  const script = { Runtime: 'python3.11', Handler: 'h', Script: "x = '{{ P }}' # {{ 'a' if b }}" };
  const document = documentOfSteps([{ name: 'S', action: 'aws:executeScript', inputs: script }], {
    parameters: { P: { type: 'String' } },
  });
  const { performed } = drive(document, () => ANSWERED, { parameters: { P: "it's" } });
  expect(performed[0]?.work).toMatchObject({ script: "x = 'it's' # {{ 'a' if b }}" });
});
