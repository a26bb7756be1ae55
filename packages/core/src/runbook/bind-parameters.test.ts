import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../value/json.ts';
import { bindParameters, storedParameterNames } from './bind-parameters.ts';
import { callStep, CONTEXT, documentOfSteps, START } from './drive-document.ts';
import type { RunbookDocument } from './document.ts';

const SLEEP = { name: 'S', action: 'aws:sleep', inputs: { Duration: 'PT1S' } };

function documentWith(parameters: JsonObject): RunbookDocument {
  return documentOfSteps([SLEEP], { parameters });
}

function bind(definition: JsonObject, supplied?: Json): Json | readonly string[] | undefined {
  const given = supplied === undefined ? {} : { P: supplied };
  const bound = bindParameters(documentWith({ P: definition }), given, CONTEXT, START);
  return bound.kind === 'bound' ? bound.parameters['P'] : bound.problems;
}

const REFUSED = ['refused'];

test.each<[string, Json, Json]>([
  ['String', 'a', 'a'],
  ['String', '', ''],
  ['String', 5, '5'],
  ['String', true, 'true'],
  ['String', ['a'], 'a'],
  ['String', { a: 1 }, '{"a":1}'],
  ['String', ['a', 'b'], REFUSED],
  ['String', null, REFUSED],
  ['Integer', 7, 7],
  ['Integer', '7', 7],
  ['Integer', ['7'], 7],
  ['Integer', '-7', -7],
  ['Integer', '7.5', REFUSED],
  ['Integer', 7.5, REFUSED],
  ['Integer', '', REFUSED],
  ['Integer', 'seven', REFUSED],
  ['Integer', '0x10', REFUSED],
  ['Boolean', true, true],
  ['Boolean', 'true', true],
  ['Boolean', 'False', false],
  ['Boolean', ['true'], true],
  ['Boolean', 'yes', REFUSED],
  ['Boolean', 1, REFUSED],
  ['StringList', ['a', 'b'], ['a', 'b']],
  ['StringList', [], []],
  ['StringList', ['["a","b"]'], ['a', 'b']],
  ['StringList', 'a,b', ['a', 'b']],
  ['StringList', ['a,b'], ['a,b']],
  ['StringList', [1, true], ['1', 'true']],
  ['StringMap', { a: { b: [1] } }, { a: { b: [1] } }],
  ['StringMap', '{"a":1}', { a: 1 }],
  ['StringMap', ['{"a":1}'], { a: 1 }],
  ['StringMap', 'a', REFUSED],
  ['StringMap', '[1]', REFUSED],
  ['MapList', [{ a: 1 }, { b: 2 }], [{ a: 1 }, { b: 2 }]],
  ['MapList', ['{"a":1}', '{"b":2}'], [{ a: 1 }, { b: 2 }]],
  ['MapList', ['[{"a":1},{"b":2}]'], [{ a: 1 }, { b: 2 }]],
  ['MapList', '[{"a":1}]', [{ a: 1 }]],
  ['MapList', [], []],
  ['MapList', ['a'], REFUSED],
  ['AWS::EC2::Instance::Id', 'i-12345678', 'i-12345678'],
  ['AWS::EC2::Instance::Id', 'web', REFUSED],
  ['List<AWS::EC2::Instance::Id>', ['i-12345678', 'web'], REFUSED],
  ['AWS::IAM::Role::Arn', 'arn:aws-cn:iam::123456789012:role/x', 'arn:aws-cn:iam::123456789012:role/x'],
  ['AWS::IAM::Role::Arn', '', REFUSED],
])('%s: %j becomes %j', (type, supplied, expected) => {
  const bound = bind({ type }, supplied);
  if (expected === REFUSED) expect(bound).toEqual([expect.stringContaining(type)]);
  else expect(bound).toEqual(expected);
});

test.each<[string, JsonObject, Json, string]>([
  [
    'allowedValues',
    { type: 'String', allowedValues: ['Install', 'Uninstall'] },
    'install',
    'Parameter "P" has value "install" not found in [Install, Uninstall].',
  ],
  [
    'allowedValues of a list',
    { type: 'StringList', allowedValues: ['a', 'b'] },
    ['a', 'c'],
    'has value "c" not found in [a, b]',
  ],
  ['allowedPattern', { type: 'String', allowedPattern: '^sg-[a-z0-9]+$' }, 'sg-A', 'does not match the pattern'],
  ['allowedPattern as a whole', { type: 'String', allowedPattern: 'INFO|ERROR' }, 'INFORMATION', 'does not match'],
  ['allowedPattern of each element', { type: 'StringList', allowedPattern: '[a-z]' }, ['a', 'B'], 'has value "B"'],
  ['a pattern that never ends', { type: 'String', allowedPattern: '(a+)+b' }, 'a'.repeat(40), 'too long or too costly'],
  ['minChars', { type: 'String', minChars: 3 }, 'ab', 'has 2 characters; allowed are 3 or more'],
  ['maxChars of a map', { type: 'StringMap', maxChars: 5 }, { a: 'bcd' }, 'has 11 characters; allowed are 0 to 5'],
  ['minItems', { type: 'StringList', minItems: 1 }, [], 'has 0 items'],
  ['maxItems', { type: 'StringList', maxItems: 1 }, ['a', 'b'], 'has 2 items'],
])('%s binds what is supplied', (_name, definition, supplied, problem) => {
  expect(bind(definition, supplied)).toEqual([expect.stringContaining(problem)]);
});

test('an empty list passes every pattern', () => {
  expect(bind({ type: 'StringList', allowedPattern: 'a' }, [])).toEqual([]);
});

test('a default is never checked, nor is its value when the caller supplies it', () => {
  const definition = { type: 'AWS::IAM::Role::Arn', allowedPattern: '^arn:.*$', default: '' };
  expect(bind(definition)).toBe('');
  expect(bind(definition, '')).toBe('');
  expect(bind(definition, 'x')).toHaveLength(2);
});

test('all problems are told: undeclared, missing, of a wrong type', () => {
  const document = documentWith({ A: { type: 'String' }, B: { type: 'Integer' } });
  expect(bindParameters(document, { B: 'x', C: 1 }, CONTEXT, START)).toEqual({
    kind: 'refused',
    problems: [
      'Parameter "C" is not declared. Declared: A, B.',
      'Parameter "A" is required and was not supplied.',
      'Parameter type error: parameter "B" is not a valid Integer.',
    ],
  });
});

test('names of the language are names like others', () => {
  const document = documentWith({ A: { type: 'String', default: '' } });
  const supplied = JSON.parse('{"__proto__": "x", "constructor": "y"}') as JsonObject;
  expect(bindParameters(document, supplied, CONTEXT, START)).toMatchObject({ kind: 'refused' });
});

test('references in a default are expanded one level, those of the caller never', () => {
  const document = documentWith({
    Id: { type: 'String' },
    Inner: { type: 'String', default: '<{{Id}}>' },
    Name: { type: 'String', default: 'Ami_{{Id}}_{{Inner}}_{{global:DATE_TIME}}_{{TARGET_ID}}' },
    Regions: { type: 'StringList', default: ['{{global:REGION}}', 'x'] },
    Copy: { type: 'StringList', default: '{{Regions}}' },
  });
  expect(bindParameters(document, { Id: '{{ global:REGION }}' }, CONTEXT, START)).toEqual({
    kind: 'bound',
    parameters: {
      Id: '{{ global:REGION }}',
      Inner: '<{{ global:REGION }}>',
      Name: 'Ami_{{ global:REGION }}_<{{Id}}>_2026-01-31_09.30.00_{{TARGET_ID}}',
      Regions: ['eu-west-1', 'x'],
      Copy: ['{{global:REGION}}', 'x'],
    },
  });
});

test('a default out of Parameter Store is what stands there, unless a value is supplied', () => {
  const definition = { type: 'String', default: '{{ssm:/ami/latest:3}}' };
  expect(bind(definition)).toEqual([expect.stringContaining('which Parameter Store does not have')]);
  expect(bind(definition, 'ami-1')).toBe('ami-1');
  const document = documentOfSteps([callStep('S')], {
    parameters: { P: definition, L: { type: 'StringList', default: ['{{ ssm:ids }}', 'x'] } },
  });
  expect(storedParameterNames(document, {})).toEqual(['/ami/latest:3', 'ids']);
  expect(storedParameterNames(document, { P: 'ami-1' })).toEqual(['ids']);
  const stored = new Map<string, Json>([
    ['/ami/latest:3', 'ami-2'],
    ['ids', ['a', 'b']],
  ]);
  const bound = bindParameters(document, {}, CONTEXT, START, stored);
  expect(bound).toEqual({ kind: 'bound', parameters: { P: 'ami-2', L: ['a', 'b', 'x'] } });
});

test('parameters larger than a document may be are refused', () => {
  expect(bind({ type: 'String' }, 'x'.repeat(70_000))).toEqual(['The parameters are larger than 64 KB.']);
});

test('a value goes over the wire and back unchanged', () => {
  const map = fc
    .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
    .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);
  const typed = fc.oneof(
    fc.tuple(fc.constant('String'), fc.string()),
    fc.tuple(fc.constant('Integer'), fc.maxSafeInteger()),
    fc.tuple(fc.constant('Boolean'), fc.boolean()),
    fc.tuple(fc.constant('StringMap'), map),
    fc.tuple(fc.constant('MapList'), fc.array(map, { maxLength: 3 })),
  );
  fc.assert(
    fc.property(typed, ([type, value]) => {
      expect(bind({ type }, value as Json)).toEqual(value);
      const list = Array.isArray(value) ? (value as Json[]) : [value as Json];
      const wire = list.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
      expect(bind({ type }, wire)).toEqual(value);
    }),
  );
});
