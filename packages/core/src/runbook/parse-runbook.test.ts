import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRunbook } from './parse-runbook.ts';

/** A whole document, to be broken in one place a test. */
const GOOD = `schemaVersion: '0.3'
description: Revokes a rule.
assumeRole: '{{ Role }}'
parameters:
  Role: { type: 'AWS::IAM::Role::Arn', default: '' }
  GroupId:
    type: String
    allowedPattern: ^sg-[a-z0-9]+$
variables:
  state: { type: StringMap, default: '{}' }
mainSteps:
  - name: Find
    action: aws:executeAwsApi
    timeoutSeconds: "600"
    isCritical: "false"
    inputs:
      Service: ec2
      Api: DescribeSecurityGroups
      GroupIds: ['{{ GroupId }}']
      Note: '{{ variable:state }} {{ global:DATE }}'
    outputs:
      Name: Name
      Selector: $.SecurityGroups[0].GroupName
      Type: String
  - name: Check
    action: aws:branch
    inputs:
      Choices:
        - NextStep: Remove
          Not: { Variable: '{{ Find.Name }}', StringEquals: default }
        - NextStep: Remove
          Or:
            - { Variable: '{{ Find.Name }}', StringEquals: '' }
            - { Variable: 1, NumericGreater: 2 }
    isEnd: true
  - name: Remove
    action: aws:executeAwsApi
    onFailure: Abort
    inputs: { Service: ec2, Api: DeleteSecurityGroup, GroupId: '{{ GroupId }}' }
outputs: ['Find.Name']
`;

function problemsOf(text: string): string[] {
  const parsed = parseRunbook(text);
  return parsed.kind === 'invalid'
    ? parsed.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`)
    : [];
}

test('a document is read whole, with texts for numbers and a single map of outputs', () => {
  const parsed = parseRunbook(GOOD);
  const [find, check] = parsed.kind === 'document' ? parsed.document.mainSteps : [];
  expect(parsed).toMatchObject({ kind: 'document', warnings: [], document: { outputs: ['Find.Name'] } });
  expect(find).toMatchObject({
    timeoutSeconds: 600,
    isCritical: false,
    isEnd: false,
    maxAttempts: 1,
    onFailure: { kind: 'abort' },
    outputs: [{ Name: 'Name', Selector: '$.SecurityGroups[0].GroupName', Type: 'String' }],
  });
  expect(check).toMatchObject({ isEnd: true });
  expect(check).not.toHaveProperty('isCritical');
});

test('JSON is read as YAML is', () => {
  const yaml = parseRunbook(GOOD);
  const root = yaml.kind === 'document' ? yaml.document : undefined;
  const steps = root?.mainSteps.map(({ onFailure: _f, onCancel: _c, steps: _s, ...step }) => step);
  const json = parseRunbook(JSON.stringify({ ...root, mainSteps: steps }, null, '\t'));
  expect(json).toEqual(yaml);
});

test.each<[string, string, string, string]>([
  ['an unknown top-level key', 'description:', 'summary:', 'Unknown property "summary" in the document'],
  ['another schema', "'0.3'", "'2.2'", 'Document schema version is invalid. Value: 2.2'],
  ['no steps', 'mainSteps:', 'mainStep:', 'Missing "mainSteps" in the document.'],
  ['a step without a name', '- name: Find\n   ', '-', 'Missing "name" in step detail.'],
  ['a step without an action', '    action: aws:branch\n', '', 'Missing "action" in step detail.'],
  ['a name with a dash', 'name: Find', 'name: Find-it', 'StepName: Find-it is invalid.'],
  ['two steps of one name', 'name: Remove', 'name: Find', 'Duplicate step names found in mainSteps of the document.'],
  ['a key that is there twice', 'onFailure: Abort', 'onFailure: Abort\n    onFailure: Continue', 'Duplicate key.'],
  ['an unknown action', 'aws:branch', 'aws:executeAPI', 'Unknown action: aws:executeAPI'],
  [
    'an unknown property of a step',
    'onFailure: Abort',
    'precondition: {}',
    'Unknown property "precondition" in step detail',
  ],
  ['a missing input', '      Service: ec2\n', '', 'Missing "Service" in the inputs of step Find (aws:executeAwsApi).'],
  [
    'no inputs',
    "    inputs: { Service: ec2, Api: DeleteSecurityGroup, GroupId: '{{ GroupId }}' }\n",
    '',
    'Missing "inputs"',
  ],
  ['a parameter without a type', 'type: String\n', 'description: x\n', 'Missing "type" in parameter definition.'],
  ['an unknown type', 'type: String\n', 'type: Strings\n', 'Parameter type: Strings is invalid.'],
  ['a parameter name with a dash', '  GroupId:\n', '  Group-Id:\n', 'Parameter name "Group-Id" is not alpha-numeric.'],
  [
    'a wrong default',
    'type: String\n',
    'type: Integer\n    default: "7"\n',
    'Wrong default value for a "Integer" parameters',
  ],
  [
    'a list of numbers for texts',
    'type: String\n',
    'type: StringList\n    default: [1]\n',
    'Wrong default value for a "StringList" parameters',
  ],
  [
    'a quoted Boolean default',
    'type: String\n',
    'type: Boolean\n    default: "true"\n',
    'Wrong default value for a "Boolean"',
  ],
  ['an unknown parameter field', 'type: String\n', 'type: String\n    minimum: 1\n', 'Unknown property "minimum"'],
  ['a pattern that is none', '^sg-[a-z0-9]+$', '^sg-[a-z', 'allowedPattern "^sg-[a-z" cannot be applied'],
  [
    'an undeclared parameter',
    "GroupIds: ['{{ GroupId }}']",
    "GroupIds: ['{{ Group }}']",
    'Parameter "Group" is not declared.',
  ],
  ['an undeclared parameter as role', '{{ Role }}', '{{ Roles }}', 'Parameter "Roles" is not declared.'],
  ['an undeclared variable', 'variable:state', 'variable:stat', 'Parameter "variable:stat" is not declared.'],
  [
    'an output of no step',
    'StringEquals: default',
    "StringEquals: '{{ Fund.Name }}'",
    'Parameter "Fund.Name" is not declared.',
  ],
  ['an unknown system variable', 'global:DATE', 'global:DAY', 'System variable {{global:DAY}} does not exist.'],
  ['ssm: in an input', 'global:DATE', 'ssm:name', '{{ssm:name}} is allowed in the default of a parameter only.'],
  ['ssm: as role', '{{ Role }}', '{{ssm:role}}', 'assumeRole takes a reference to a parameter'],
  ['an unknown nextStep', 'onFailure: Abort', 'nextStep: Nowhere', 'Unknown step name: "Nowhere" in nextStep'],
  ['an unknown onFailure', 'onFailure: Abort', 'onFailure: step:Nowhere', 'Unknown step name: "Nowhere" in onFailure'],
  ['an unknown onCancel', 'onFailure: Abort', 'onCancel: step:Nowhere', 'Unknown step name: "Nowhere" in onCancel'],
  [
    'an unknown choice',
    'NextStep: Remove\n          Not',
    'NextStep: Nowhere\n          Not',
    'Unknown step name: "Nowhere" in NextStep',
  ],
  [
    'an unknown default',
    'inputs:\n      Choices:',
    'inputs:\n      Default: Nowhere\n      Choices:',
    'Unknown step name: "Nowhere" in Default',
  ],
  ['another onFailure', 'onFailure: Abort', 'onFailure: Ignore', 'onFailure: Ignore is invalid.'],
  [
    'isEnd with nextStep',
    'isEnd: true',
    'isEnd: true\n    nextStep: Remove',
    '"isEnd == true" and nextStep should not exist in same step.',
  ],
  ['a circle', 'onFailure: Abort', 'nextStep: Check', 'Steps lead in a circle: Check -> Remove -> Check.'],
  [
    'a circle through onFailure',
    'onFailure: Abort',
    'onFailure: step:Find',
    'Steps lead in a circle: Find -> Check -> Remove -> Find.',
  ],
  ['an output of an unknown step', "['Find.Name']", "['Found.Name']", 'Unknown step name in named output: Found.Name'],
  ['an output with braces', "['Find.Name']", "['{{ Find.Name }}']", 'is not of the form stepName.OutputName.'],
  [
    'a reserved output',
    'Name: Name',
    'Name: OutputPayload',
    'In step Find, name: OutputPayload is conflicting with one of the following reserved output names: [OutputPayload]',
  ],
  ['an unknown output type', 'Type: String\n', 'Type: Strings\n', 'Output type: Strings is invalid.'],
  ['a selector out of the dialect', 'Groups[0]', 'Groups[-1]', 'is not supported at "[-1]'],
  [
    'an unknown operator',
    'NumericGreater',
    'NumericGreaterThan',
    'Unsupported operator: NumericGreaterThan in step: Check',
  ],
  [
    'Or of one',
    '            - { Variable: 1, NumericGreater: 2 }\n',
    '',
    'Expect at lease two expressions for operator: Or in step: Check. Provided: 1',
  ],
  ['a timeout of no number', '"600"', '"{{ GroupId }}"', '"timeoutSeconds" is not an integer of 1 or more.'],
  ['no attempt', 'timeoutSeconds: "600"', 'maxAttempts: 0', '"maxAttempts" is not an integer of 1 or more.'],
])('%s is a problem', (_name, from, to, message) => {
  expect(GOOD).toContain(from);
  expect(problemsOf(GOOD.replace(from, to)).join('\n')).toContain(message);
});

test('problems are told all at once, each with its place', () => {
  const text = GOOD.replace('Api: DescribeSecurityGroups', 'Api: ""')
    .replace('aws:branch', 'aws:pause')
    .replace('type: String\n', 'type: Text\n');
  expect(problemsOf(text).map((line) => line.split(': ')[0])).toEqual([
    '7 parameters.GroupId.type',
    '17 mainSteps[0].inputs',
    '28 mainSteps[1].inputs.Choices',
  ]);
});

test('a key is shown where it stands', () => {
  const parsed = parseRunbook('schemaVersion: "0.3"\nmainSteps:\n  - name: A\n    foo: 1\n');
  expect(parsed.kind === 'invalid' && parsed.problems.find(({ path }) => path === 'mainSteps[0].foo')).toMatchObject({
    line: 4,
    column: 5,
  });
});

test.each<[string, string, string]>([
  ['broken JSON', '{"schemaVersion": "0.3", }', 'JSON not well-formed.'],
  ['JSON with single quotes', "{'schemaVersion': '0.3'}", 'JSON not well-formed.'],
  ['broken YAML', 'a: [1', 'YAML not well-formed.'],
  ['an unknown tag', 'a: !thing x', 'YAML not well-formed.'],
  ['bytes', 'a: !!binary aGk=', 'is not a value that JSON knows'],
  ['two documents', 'a: 1\n---\nb: 2', 'YAML not well-formed.'],
  ['no text', '', 'The document is not a map.'],
  ['a list', '- a', 'The document is not a map.'],
  ['infinity', 'description: .inf', 'is not a number that JSON knows'],
  ['an alias of itself', 'description: &a [*a]', 'nested more than 100 deep'],
  ['a value that is nested too deep', `a: ${'['.repeat(200)}${']'.repeat(200)}`, 'nested more than 100 deep'],
  ['too large a text', `a: ${'ä'.repeat(33_000)}`, 'MaxDocumentSizeExceeded'],
])('%s is a problem', (_name, text, message) => {
  expect(problemsOf(text)[0]).toContain(message);
});

test('aliases that multiply are refused, not expanded', () => {
  const levels = Array.from(
    { length: 12 },
    (_none, level) =>
      `k${level}: &l${level} [${level === 0 ? 'x' : Array.from({ length: 9 }, () => `*l${level - 1}`).join(', ')}]`,
  );
  const began = performance.now();
  expect(problemsOf(levels.join('\n'))[0]).toMatch(/more than 1000 aliases|more than 100000 parts/);
  expect(performance.now() - began).toBeLessThan(2_000);
});

test('what AWS may refuse, or fails only when it runs, is a warning', () => {
  const text = GOOD.replace(
    'Service: ec2, Api: DeleteS',
    "Service: ec2, A: '{{Find.Nam}}', B: '{{Find.Name.x}}', Api: DeleteS",
  )
    .replaceAll('GroupId', 'Group_Id')
    .replace('onFailure: Abort', 'onFailure: step:Last\n    isEnd: true')
    .replace('outputs: [', "  - {name: Last, action: 'aws:sleep', inputs: {Duration: PT1S}}\noutputs: [");
  const parsed = parseRunbook(text);
  expect(parsed.kind === 'document' ? parsed.warnings.map(({ message }) => message) : parsed).toEqual([
    'A failure goes to Last although isEnd is true.',
    'Parameter name "Group_Id" has a "_", which AWS may refuse.',
    '{{Find.Nam}} cannot be resolved: outputs of Find are Name, OutputPayload.',
    '{{Find.Name.x}} cannot be resolved: a reference has no second dot.',
  ]);
});

test('plain values keep what YAML 1.1 readers expect of them', () => {
  const text = `schemaVersion: 0.3
parameters:
  Flag: { type: Boolean, default: True }
  Word: { type: String, default: yes }
  Day: { type: String, default: 2026-01-31 }
  Account: { type: String, default: 012345678901 }
  Number: { type: String, default: 12345678901234567890 }
  Pattern: { type: String, allowedPattern: ^(?i:on|off)$, default: on }
  Folded:
    type: String
    default: >-
      {{ Word }}
      and {{ Day }}
mainSteps:
  - name: S
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: h
      Script: |
        def h(e, c):
            if e:
                return {'a': 1}
`;
  const parsed = parseRunbook(text);
  const document = parsed.kind === 'document' ? parsed.document : undefined;
  const defaults = Object.entries(document?.parameters ?? {}).map(([name, definition]) => [name, definition.default]);
  expect(Object.fromEntries(defaults)).toEqual({
    Flag: true,
    Word: 'yes',
    Day: '2026-01-31',
    Account: '012345678901',
    Number: '12345678901234567890',
    Pattern: 'on',
    Folded: '{{ Word }} and {{ Day }}',
  });
  expect(document?.parameters['Pattern']?.allowedPattern).toBe('^(?i:on|off)$');
  expect(document?.mainSteps[0]?.inputs['Script']).toBe("def h(e, c):\n    if e:\n        return {'a': 1}\n");
});

test('a jump back without a circle is legal', () => {
  const text = `schemaVersion: '0.3'
mainSteps:
  - {name: A, action: 'aws:sleep', nextStep: C, inputs: {Duration: PT1S}}
  - {name: B, action: 'aws:sleep', isEnd: true, inputs: {Duration: PT1S}}
  - {name: C, action: 'aws:sleep', nextStep: B, inputs: {Duration: PT1S}}
`;
  expect(problemsOf(text)).toEqual([]);
});

test('onCancel may not lead to a sleep', () => {
  const text = GOOD.replace('onFailure: Abort', 'onCancel: step:Last').replace(
    'outputs: [',
    "  - {name: Last, action: 'aws:sleep', inputs: {Duration: PT1S}}\noutputs: [",
  );
  expect(problemsOf(text).join()).toContain('onCancel of step Remove may not lead to a step of aws:sleep.');
});

test('no text makes it throw', () => {
  const lines = GOOD.split('\n');
  const edited = fc
    .tuple(
      fc.nat(lines.length - 1),
      fc.nat(40),
      fc.oneof(fc.string(), fc.constantFrom('{', '[', '&a ', '*a', '!!x ', '"', ': ', '- ', '{{', '\t')),
    )
    .map(([line, column, inserted]) =>
      lines.with(line, `${lines[line]?.slice(0, column)}${inserted}${lines[line]?.slice(column)}`).join('\n'),
    );
  const shaped = fc
    .jsonValue()
    .map((value) => JSON.stringify({ schemaVersion: '0.3', mainSteps: [value], parameters: value, outputs: value }));
  const steps = fc
    .record({
      name: fc.jsonValue(),
      action: fc.constantFrom('aws:branch', 'aws:sleep', 'aws:executeScript', 1),
      inputs: fc.jsonValue(),
      outputs: fc.jsonValue(),
    })
    .map((step) => JSON.stringify({ schemaVersion: '0.3', mainSteps: [step] }));
  fc.assert(
    fc.property(fc.oneof(fc.string(), edited, shaped, steps), (text) => {
      const parsed = parseRunbook(text);
      const places = parsed.kind === 'invalid' ? parsed.problems : parsed.warnings;
      expect(parsed.kind === 'document' || places.length > 0).toBe(true);
      expect(places.every(({ line, column, message }) => line >= 1 && column >= 1 && message !== '')).toBe(true);
    }),
    { numRuns: 400 },
  );
});
