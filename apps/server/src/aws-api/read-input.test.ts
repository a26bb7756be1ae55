import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from './aws-error.ts';
import { automationOperations } from './ssm/automation-operations.ts';
import { documentOperations } from './ssm/document-operations.ts';
import { readInput } from './read-input.ts';
import { document, double, epochTimestamp, isoTimestamp, structure } from './shape.ts';

const operations = { ...documentOperations, ...automationOperations };
type Name = keyof typeof operations;

function messageOf(name: Name, body: unknown): string {
  try {
    readInput(operations[name].input, body);
    return 'accepted';
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const one = (text: string): string => `ValidationException: 1 validation error detected: ${text}`;

test.each<[Name, unknown, string]>([
  ['GetDocument', {}, one("Value null at 'name' failed to satisfy constraint: Member must not be null")],
  [
    'GetDocument',
    { Name: 'a b' },
    one(
      String.raw`Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_\-.:/]{3,128}$`,
    ),
  ],
  [
    'ListDocuments',
    { MaxResults: 51 },
    one("Value '51' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 50"),
  ],
  [
    'StopAutomationExecution',
    { AutomationExecutionId: 'x'.repeat(36), Type: 'Abort' },
    one("Value 'Abort' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [Complete, Cancel]"),
  ],
  [
    'GetAutomationExecution',
    { AutomationExecutionId: 'x' },
    one(
      "Value 'x' at 'automationExecutionId' failed to satisfy constraint: Member must have length greater than or equal to 36",
    ),
  ],
  [
    'CreateDocument',
    { Content: '{}', Name: 'Nap', Tags: [{ Key: 'a', Value: 'b' }, { Key: 'c' }] },
    one("Value null at 'tags.2.member.value' failed to satisfy constraint: Member must not be null"),
  ],
  [
    'StartAutomationExecution',
    { DocumentName: 'Nap', Parameters: { Text: ['x'.repeat(513)] } },
    one(
      `Value '{Text=[${'x'.repeat(249)}...' at 'parameters' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 50, Member must have length greater than or equal to 0, Member must satisfy constraint: [Member must have length less than or equal to 512, Member must have length greater than or equal to 1]]`,
    ),
  ],
  [
    'ModifyDocumentPermission',
    { Name: 'Nap', PermissionType: 'Share', AccountIdsToAdd: ['1234567890123'] },
    one(
      "Value '[1234567890123]' at 'accountIdsToAdd' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy regular expression pattern: (?i)all|[0-9]{12}]",
    ),
  ],
  [
    'UpdateDocumentDefaultVersion',
    { Name: 'x' },
    String.raw`ValidationException: 2 validation errors detected: Value 'x' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_\-.]{3,128}$; Value null at 'documentVersion' failed to satisfy constraint: Member must not be null`,
  ],
  ['GetDocument', { Name: 5 }, 'SerializationException: NUMBER_VALUE can not be converted to a String'],
  ['GetDocument', { Name: ['Nap'] }, 'SerializationException: Start of list found where not expected.'],
  ['ListDocuments', { MaxResults: '5' }, 'SerializationException: STRING_VALUE can not be converted to an Integer'],
  [
    'ListDocuments',
    { Filters: {} },
    'SerializationException: Expected list or null, found a structure or map (Filters)',
  ],
  ['ListDocuments', [], 'SerializationException: Expected map or null, found a list (structure)'],
  ['ListDocuments', null, 'SerializationException: Expected map or null, found NULL_VALUE (structure)'],
])('%s %j is refused as AWS does', (name, body, message) => {
  expect(messageOf(name, body)).toBe(message);
});

test.each<[Name, unknown]>([
  ['ListDocuments', {}],
  ['ListDocuments', { Filters: null, Unknown: { deep: true } }],
  ['ModifyDocumentPermission', { Name: 'Nap', PermissionType: 'Share', AccountIdsToAdd: ['ALL', '123456789012'] }],
  ['CreateDocument', { Content: 'x', Name: 'Nap', Tags: [{ Key: 'Größe: 1', Value: '' }], TargetType: '/' }],
  [
    'StartAutomationExecution',
    { DocumentName: 'Nap', MaxConcurrency: '100%', MaxErrors: '0', Targets: [{ Key: 'tag:Name', Values: ['x'] }] },
  ],
])('%s %j is accepted', (name, body) => {
  expect(messageOf(name, body)).toBe('accepted');
});

const values = structure({ Epoch: epochTimestamp, Iso: isoTimestamp, Double: double, Document: document });

test.each<[unknown, unknown]>([
  [{ Epoch: 1772359200 }, { Epoch: '2026-03-01T10:00:00.000Z' }],
  [{ Epoch: 1772359200.25 }, { Epoch: '2026-03-01T10:00:00.250Z' }],
  [{ Iso: '2026-03-01T10:00:00Z' }, { Iso: '2026-03-01T10:00:00.000Z' }],
  [{ Iso: '2026-03-01T12:00:00.123456789+02:00' }, { Iso: '2026-03-01T10:00:00.123Z' }],
  [{ Double: 0.5 }, { Double: 0.5 }],
  [{ Document: { a: null, __proto: [1] } }, { Document: { a: null, __proto: [1] } }],
])('%j is read as %j', (body, input) => {
  expect(readInput(values, body)).toEqual(input);
});

test.each<[unknown]>([
  [{ Epoch: '2026-03-01T10:00:00Z' }],
  [{ Epoch: 9e15 }],
  [{ Iso: 1772359200 }],
  [{ Iso: '2026-03-01' }],
  [{ Iso: '2026-03-01T10:00:00' }],
  [{ Iso: '2026-13-01T10:00:00Z' }],
  [{ Double: '1' }],
  [{ Document: [] }],
  [{ Document: 'x' }],
])('%j cannot be read', (body) => {
  expect(() => readInput(values, body)).toThrow(expect.objectContaining({ code: 'SerializationException' }) as Error);
});

test('members that the shape does not know are left out, also those that every object has', () => {
  const body: unknown = JSON.parse('{"Name":"Nap","toString":1,"__proto__":{"x":1},"constructor":[]}');
  const read = readInput(operations.GetDocument.input, body);
  expect(Object.keys(read)).toEqual(['Name']);
  const text = '{"DocumentName":"Nap","Parameters":{"__proto__":["a"],"toString":["b"]}}';
  const { Parameters } = readInput(operations.StartAutomationExecution.input, JSON.parse(text));
  expect(Object.entries(Parameters ?? {})).toEqual([
    ['__proto__', ['a']],
    ['toString', ['b']],
  ]);
});

test('whatever the body, the answer is an input or one of the two errors', () => {
  const names = fc.constantFrom(...(Object.keys(operations) as Name[]));
  const members = fc.constantFrom(
    'Name',
    'DocumentName',
    'Filters',
    'Parameters',
    'Targets',
    'TargetMaps',
    'Tags',
    'Payload',
  );
  const body = fc.oneof(fc.jsonValue(), fc.dictionary(members, fc.jsonValue()));
  fc.assert(
    fc.property(names, body, (name, given) => {
      expect(messageOf(name, given)).toMatch(/^(accepted$|ValidationException: |SerializationException: )/);
    }),
  );
});
