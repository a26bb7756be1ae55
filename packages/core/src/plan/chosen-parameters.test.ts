import { expect, test } from 'vitest';
import type { ParameterSource, RunbookChoice } from '../decision/policy.ts';
import { heard } from '../finding/testing/sample-report.ts';
import type { Arn } from '../resource/resource.ts';
import { documentOfSteps, callStep } from '../runbook/drive-document.ts';
import type { JsonObject } from '../value/json.ts';
import { chosenParameters, type ChosenParameters } from './chosen-parameters.ts';

const ROLE = 'arn:aws:iam::111122223333:role/Repair';
const RESOURCES = [
  {
    Type: 'AwsS3Bucket',
    Id: 'arn:aws:s3:::bucket',
    Details: { AwsS3Bucket: { OwnerId: 'o-1' }, Other: { Ports: '22' } },
    Tags: { 'cost/center': '7' },
  },
];
const finding = heard([{ hour: 1, asff: { Resources: RESOURCES, Types: ['A', 'B'], Confidence: 7 } }]);

function account(parameters: Readonly<Record<string, ParameterSource>>): ChosenParameters {
  const role: ParameterSource = { kind: 'static', values: [ROLE] };
  const choice: RunbookChoice = {
    document: 'AWS-X',
    runs: 'account',
    parameters: { AutomationAssumeRole: role, ...parameters },
  };
  return chosenParameters(choice, finding, {});
}

function here(
  parameters: Readonly<Record<string, ParameterSource>>,
  declared: JsonObject,
  assumeRole?: string,
): ChosenParameters {
  const document = documentOfSteps([callStep('A')], {
    parameters: declared,
    ...(assumeRole === undefined ? {} : { assumeRole }),
  });
  return chosenParameters({ document: 'D', runs: 'trueup', parameters }, finding, { document });
}

test.each<[string, ParameterSource, readonly string[]]>([
  ['the id of the resource', { kind: 'resource-id' }, ['bucket']],
  ['its ARN', { kind: 'resource-arn' }, ['arn:aws:s3:::bucket']],
  ['values of the policy', { kind: 'static', values: ['a', 'b'] }, ['a', 'b']],
  ['a member of the finding', { kind: 'finding', path: 'Resources[0].Details.AwsS3Bucket.OwnerId' }, ['o-1']],
  ['a list of the finding', { kind: 'finding', path: 'Types' }, ['A', 'B']],
  ['a number of the finding', { kind: 'finding', path: 'Confidence' }, ['7']],
  ['a member with a name in quotes', { kind: 'finding', path: 'Resources[0].Tags["cost/center"]' }, ['7']],
  [
    'the value of the account',
    { kind: 'account', values: { '111122223333': 'here', '444455556666': 'there' } },
    ['here'],
  ],
])('a parameter takes %s', (_what, source, values) => {
  expect(account({ P: source })).toEqual({
    kind: 'parameters',
    input: { AutomationAssumeRole: [ROLE], P: values },
    roleArn: ROLE,
  });
});

test.each<[string, ParameterSource, string]>([
  ['a path that the finding lacks', { kind: 'finding', path: 'Resources[0].Details.AwsS3Bucket.Name' }, 'has no'],
  ['a path through the prototype', { kind: 'finding', path: 'Resources.constructor.name' }, 'has no'],
  ['a member named __proto__', { kind: 'finding', path: '__proto__.toString' }, 'has no'],
  ['an object of the finding', { kind: 'finding', path: 'Resources[0].Details' }, 'no text'],
  ['a path that is none', { kind: 'finding', path: 'Resources[x]' }, 'is no path'],
  ['two names without a dot', { kind: 'finding', path: 'Types[0]Id' }, 'is no path'],
  ['an account without a value', { kind: 'account', values: { '444455556666': 'there' } }, 'no value for account'],
  ['an account named like a member of every object', { kind: 'account', values: {} }, 'no value for account'],
  ['no value at all', { kind: 'static', values: [] }, 'values are accepted'],
  ['a value that is too long', { kind: 'static', values: ['x'.repeat(513)] }, 'at most 512'],
])('%s refuses the whole', (_what, source, said) => {
  const made = account({ P: source });
  expect(made).toMatchObject({ kind: 'refused', problems: [expect.stringContaining(said) as string] });
  expect(made).not.toHaveProperty('input');
});

test('a stored document gets a text or a list, as it declares', () => {
  const declared = { One: { type: 'String' }, Many: { type: 'StringList' } };
  const value: ParameterSource = { kind: 'static', values: ['a'] };
  expect(here({ One: value, Many: value }, declared)).toEqual({
    kind: 'parameters',
    input: { One: 'a', Many: ['a'] },
  });
});

test.each<[string, Readonly<Record<string, ParameterSource>>, string]>([
  ['several values for a text', { One: { kind: 'static', values: ['a', 'b'] } }, 'declares one String'],
  ['a parameter that is not declared', { Other: { kind: 'static', values: ['a'] } }, 'does not declare it'],
  [
    'a parameter named like a member of every object',
    Object.fromEntries([['toString', { kind: 'static', values: ['a'] }]]),
    'does not declare',
  ],
])('%s is refused for a stored document', (_what, parameters, said) => {
  expect(here(parameters, { One: { type: 'String' } })).toMatchObject({
    kind: 'refused',
    problems: [expect.stringContaining(said) as string],
  });
});

test.each([
  ['another account', 'arn:aws:iam::444455556666:role/Repair'],
  ['another partition', 'arn:aws-cn:iam::111122223333:role/Repair'],
  ['a user', 'arn:aws:iam::111122223333:user/repair'],
  ['a pattern', 'arn:aws:iam::111122223333:role/*'],
])('a role of %s is refused, in the account and here', (_whose, arn) => {
  const role: ParameterSource = { kind: 'static', values: [arn] };
  const declared = { AutomationAssumeRole: { type: 'String' } };
  expect(account({ AutomationAssumeRole: role })).toMatchObject({ kind: 'refused' });
  expect(here({ AutomationAssumeRole: role }, declared, '{{ AutomationAssumeRole }}')).toMatchObject({
    kind: 'refused',
  });
  expect(here({}, {}, arn)).toMatchObject({ kind: 'refused' });
  expect(
    here({}, { AutomationAssumeRole: { type: 'String', default: arn } }, '{{AutomationAssumeRole}}'),
  ).toMatchObject({ kind: 'refused' });
});

test("in the account's own SSM there must be a role; a stored document may do with the member role", () => {
  const empty: ParameterSource = { kind: 'static', values: [''] };
  expect(account({ AutomationAssumeRole: empty })).toMatchObject({
    kind: 'refused',
    problems: [expect.stringContaining('AutomationAssumeRole is missing') as string],
  });
  const declared = { AutomationAssumeRole: { type: 'AWS::IAM::Role::Arn', default: '' } };
  expect(here({}, declared, '{{ AutomationAssumeRole }}')).toEqual({ kind: 'parameters', input: {} });
});

test('the role that a stored document is given is told', () => {
  const role: ParameterSource = { kind: 'account', values: { '111122223333': ROLE } };
  expect(here({ Role: role }, { Role: { type: 'String' } }, '{{ Role }}')).toEqual({
    kind: 'parameters',
    input: { Role: ROLE },
    roleArn: ROLE,
  });
});

test.each<[string, ParameterSource]>([
  ['a finding', { kind: 'finding', path: 'Types[0]' }],
  ['a resource', { kind: 'resource-arn' }],
])('the role is never named by %s: anyone may report one', (_what, source) => {
  const types = { Types: [ROLE] };
  const reported = heard([{ hour: 1, asff: { Resources: RESOURCES, ...types } }]);
  const parameters = { AutomationAssumeRole: source };
  const document = documentOfSteps([callStep('A')], {
    parameters: { AutomationAssumeRole: { type: 'String' } },
    assumeRole: '{{ AutomationAssumeRole }}',
  });
  const told = { kind: 'refused', problems: [expect.stringContaining('written in the policy') as string] };
  expect(chosenParameters({ document: 'D', runs: 'account', parameters }, reported, {})).toMatchObject(told);
  expect(chosenParameters({ document: 'D', runs: 'trueup', parameters }, reported, { document })).toMatchObject(told);
});

test.each<[string, ParameterSource]>([
  ['a text of the finding', { kind: 'finding', path: 'Types[0]' }],
  ['its ARN', { kind: 'resource-arn' }],
])('%s is never a reference that SSM would look up', (_what, source) => {
  const reported = heard([{ hour: 1, asff: { Resources: RESOURCES, Types: ['{{ ssm:/prod/password }}'] } }]);
  const resource = { ...reported.resource, arn: 'arn:aws:s3:::{{ssm:/prod/password}}' as Arn };
  const parameters = { P: source, AutomationAssumeRole: { kind: 'static', values: [ROLE] } } as const;
  const hostile = { ...reported, resource };
  expect(chosenParameters({ document: 'D', runs: 'account', parameters }, hostile, {})).toMatchObject({
    kind: 'refused',
    problems: [expect.stringContaining("holds '{{'") as string],
  });
});

test('a name of the role in other letters is the role too, in the account', () => {
  const parameters: RunbookChoice['parameters'] = { automationAssumeRole: { kind: 'static', values: [ROLE] } };
  expect(chosenParameters({ document: 'D', runs: 'account', parameters }, finding, {})).toMatchObject({
    roleArn: ROLE,
  });
});
