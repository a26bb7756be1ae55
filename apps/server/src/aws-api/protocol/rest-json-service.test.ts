import { expect, test } from 'vitest';
import { AwsError } from '../aws-error.ts';
import { restOperation } from '../aws-operation.ts';
import { readInput } from '../read-input.ts';
import { boolean, integer, string, structure } from '../shape.ts';
import { restJsonService } from './rest-json-service.ts';

const nothing = () => Promise.resolve({});
const members = structure({ Arn: string(), MaxResults: integer(1, 100), Deep: boolean, Name: string() });
const service = restJsonService({
  signingName: 'things',
  invalidInput: 'InvalidInputException',
  internalError: 'InternalException',
  operations: {
    Find: restOperation({ method: 'GET', path: '/things/{Arn+}', query: ['MaxResults', 'Deep'] }, members, nothing),
    FindResults: restOperation({ method: 'GET', path: '/things/results/{Arn+}' }, members, nothing),
    Change: restOperation({ method: 'PATCH', path: '/things/{Arn+}' }, members, nothing),
  },
});

function asked(method: string, path: string, query = '', body: unknown = {}) {
  const found = service.operationOf({ method, path, query, headers: {} });
  return found && [found.name, readInput(found.operation.input, found.inputOf(body), service.invalidInput)];
}

test.each<[string, string, string, unknown, unknown]>([
  ['GET', '/things/a/b', 'MaxResults=5&Deep=true&Other=1', {}, ['Find', { Arn: 'a/b', MaxResults: 5, Deep: true }]],
  ['GET', '/things/results/a', '', {}, ['FindResults', { Arn: 'a' }]],
  ['PATCH', '/things/results/a', '', { Name: 'n', Extra: 1 }, ['Change', { Arn: 'results/a', Name: 'n' }]],
  ['PATCH', '/things/a', 'Name=q', {}, ['Change', { Arn: 'a' }]],
  ['PATCH', '/things/a', '', { Arn: 'other' }, ['Change', { Arn: 'a' }]],
  ['GET', '/things/a', '', { MaxResults: 7 }, ['Find', { Arn: 'a' }]],
  ['DELETE', '/things/a', '', {}, undefined],
  ['GET', '/other', '', {}, undefined],
])('%s %s?%s with %j asks for %j', (method, path, query, body, operation) => {
  expect(asked(method, path, query, body)).toEqual(operation);
});

test.each<[string, unknown, string]>([
  ['MaxResults=5&MaxResults=6', {}, 'SerializationException'],
  ['MaxResults=five', {}, 'SerializationException'],
  ['MaxResults=1e1', {}, 'SerializationException'],
  ['Deep=yes', {}, 'SerializationException'],
  ['MaxResults=101', {}, 'InvalidInputException'],
  ['MaxResults=%zz', {}, 'SerializationException'],
  ['', [], 'SerializationException'],
  ['', 'text', 'SerializationException'],
])('the query %s with the body %j is refused', (query, body, code) => {
  const refusal = () => asked('GET', '/things/a', query, body);
  expect(refusal).toThrow(AwsError);
  expect(refusal).toThrow(expect.objectContaining({ code }) as Error);
});
