import { expect, test } from 'vitest';
import { parseRunbook } from './parse-runbook.ts';

function problemsOf(text: string): string[] {
  const parsed = parseRunbook(text);
  return parsed.kind === 'invalid'
    ? parsed.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`)
    : [];
}

test.each<[string, string[]]>([
  ['  A: { type: String, default: "{{ B }}" }\n  B: { type: String }', []],
  ['  A: { type: String, default: "{{ssm:/a/b:3}}" }', []],
  ['  A: { type: StringList, default: ["{{ssm:/a}}"] }', []],
  ['  A: { type: String, default: "{{TARGET_ID}}" }', []],
  ['  A: { type: String, default: "{{ B }}" }', ['Parameter "B" is not declared.']],
  ['  A: { type: String, default: "{{ S.Out }}" }', ['{{S.Out}} is not known before the execution begins.']],
])('references in a default: %s', (parameters, messages) => {
  const text = `schemaVersion: 0.3\nparameters:\n${parameters}\nmainSteps:\n  - {name: S, action: aws:sleep, inputs: {Duration: PT1S}}\n`;
  expect(problemsOf(text).map((problem) => problem.replace(/^.*?: /, ''))).toEqual(messages);
});

test.each<[string, string, string]>([
  ['aws:sleep', '{ Duration: P1M }', 'is not an ISO 8601 duration'],
  ['aws:sleep', '{ Duration: P8D }', 'A sleep lasts at most 604799 seconds'],
  ['aws:sleep', '{ Duration: PT1S, Timestamp: 2026-01-01T00:00:00Z }', 'exactly one of Duration and Timestamp'],
  ['aws:sleep', '{}', 'exactly one of Duration and Timestamp'],
  ['aws:sleep', '{ Seconds: 1 }', 'Unknown input "Seconds" of aws:sleep in step S. Accepted: Duration'],
  [
    'aws:executeScript',
    '{ Runtime: "PowerShell 7.4", Handler: h, Script: x, InputPayload: { a: "{{ S.Payload }}" } }',
    'Input "Handler" is not supported for PowerShell',
  ],
  ['aws:executeScript', '{ Runtime: python3.11, Handler: h }', 'Input "Script" is missing'],
  ['aws:executeScript', '{ Runtime: "PowerShell 7.4", Attachment: a.zip }', 'Input "Script" is missing'],
  ['aws:executeScript', '{ Runtime: python2.7, Handler: h, Script: x }', 'Runtime "python2.7" is unknown'],
  [
    'aws:executeAutomation',
    '{ DocumentName: d, TargetLocations: everywhere }',
    'Input "TargetLocations" is not a list of maps',
  ],
  [
    'aws:approve',
    '{ Approvers: [a], MinRequiredApprovals: 2 }',
    'Input "MinRequiredApprovals" is not an integer from 1',
  ],
  ['aws:approve', '{ Approvers: [] }', 'Input "Approvers" is not a list of 1 to 10 principals'],
  ['aws:approve', '{ Approvers: [a], NotificationArn: "arn:aws:sns:eu-west-1:111122223333:Mine" }', 'NotificationArn'],
  ['aws:updateVariable', '{ Name: x, Value: 1 }', 'Input "Name" is not of the form variable:NAME'],
  ['aws:pause', '{ Duration: PT1M }', 'Unknown input "Duration" of aws:pause'],
  [
    'aws:assertAwsResourceProperty',
    '{ Service: ec2, Api: A, PropertySelector: Name, DesiredValues: [a] }',
    'Selector "Name" is not supported',
  ],
  [
    'aws:waitForAwsResourceProperty',
    '{ Service: ec2, Api: A, PropertySelector: $.a, DesiredValues: [] }',
    'Input "DesiredValues" is not a list of at least one text',
  ],
  ['aws:branch', '{ Choices: [] }', 'is not a list of at least one choice'],
  ['aws:branch', '{ Choices: [{ NextStep: T, Variable: a }] }', 'has 0 operators'],
  ['aws:branch', '{ Choices: [{ NextStep: T, Variable: a, StringEquals: b, Contains: c }] }', 'has 2 operators'],
])('%s with inputs %s is refused', (action, inputs, message) => {
  const text = `schemaVersion: '0.3'\nmainSteps:\n  - {name: S, action: '${action}', inputs: ${inputs}}\n  - {name: T, action: 'aws:sleep', inputs: {Duration: PT1S}}\n`;
  expect(problemsOf(text).join('\n')).toContain(message);
});
