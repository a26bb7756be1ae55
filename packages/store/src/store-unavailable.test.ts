import { expect, it } from 'vitest';
import { asStoreError, StoreUnavailable } from './store-unavailable.ts';

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

it.each([
  [coded('53100', 'could not extend file:\n  No space left'), 'disk-full', 'could not extend file:; No space left'],
  [coded('57P01', 'terminating connection'), 'connection-lost', 'terminating connection'],
  [coded('08006', 'connection failure'), 'connection-lost', 'connection failure'],
  [coded('ECONNREFUSED', 'connect ECONNREFUSED'), 'cannot-connect', 'connect ECONNREFUSED'],
  [coded('53300', 'too many clients'), 'too-many-connections', 'too many clients'],
  [new Error('Connection terminated unexpectedly'), 'connection-lost', 'Connection terminated unexpectedly'],
  [
    Object.assign(new AggregateError([new Error('connect ::1')], ''), { code: 'ECONNREFUSED' }),
    'cannot-connect',
    'Error: connect ::1',
  ],
])('%s becomes StoreUnavailable in one line', (error, fault, reason) => {
  const result = asStoreError(error);
  expect(result).toBeInstanceOf(StoreUnavailable);
  expect(result).toMatchObject({ fault, message: `The store is not available (${fault}): ${reason}`, cause: error });
});

it('a fault of a statement stays as it is', () => {
  const error = coded('23505', 'duplicate key');
  expect(asStoreError(error)).toBe(error);
});
