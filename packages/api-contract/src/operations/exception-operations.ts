import { z } from 'zod';
import { operation } from '../operation.ts';
import { exception, exceptionStanding } from '../schema/exception.ts';
import { id } from '../schema/id.ts';
import { instantInput } from '../schema/instant-input.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';
import { targetScope } from '../schema/target-scope.ts';

/** A scope may list some hundred ARNs. */
const EXCEPTION_BYTES = 1024 * 1024;

const person = z.string().trim().min(1).max(200);
const members = {
  scope: targetScope,
  owner: person.meta({ description: 'Who answers for it: a name, a team or a mail address.' }),
  approver: person.meta({ description: 'Who agreed to it: never the one who asks.' }),
  justification: z.string().trim().min(1).max(2000),
  expiresAt: instantInput,
};
const remindDays = z.number().int().min(0).max(366).meta({ description: 'Days before the end. Absent: 7.' });

export const exceptionOperations = {
  listExceptions: operation({
    method: 'GET',
    path: '/api/v1/exceptions',
    summary: 'Exceptions of the policy and those placed beside it, with what they cover; what ends first comes first',
    input: z.strictObject({ ...pageRequest }),
    output: page(exceptionStanding),
  }),
  getException: operation({
    method: 'GET',
    path: '/api/v1/exceptions/{id}',
    summary: 'One exception and the open findings that it covers, a hundred at most',
    input: z.strictObject({ id }),
    output: exceptionStanding.extend({ findingIds: list(z.string()) }),
  }),
  placeException: operation({
    method: 'POST',
    path: '/api/v1/exceptions',
    summary: 'Lets what the scope covers stay as it is until a date, also before anything was found',
    bodyLimitBytes: EXCEPTION_BYTES,
    input: z.strictObject({ id: id.exactOptional(), ...members, remindDays: remindDays.exactOptional() }),
    output: exception,
  }),
  changeException: operation({
    method: 'POST',
    path: '/api/v1/exceptions/{id}/update',
    summary: 'Changes what is given of an exception',
    bodyLimitBytes: EXCEPTION_BYTES,
    input: z.strictObject({
      id,
      scope: members.scope.exactOptional(),
      owner: members.owner.exactOptional(),
      approver: members.approver.exactOptional(),
      justification: members.justification.exactOptional(),
      expiresAt: members.expiresAt.exactOptional(),
      remindDays: remindDays.exactOptional(),
    }),
    output: exception,
  }),
  removeException: operation({
    method: 'POST',
    path: '/api/v1/exceptions/{id}/delete',
    summary: 'Ends an exception: what it covered is decided anew',
    input: z.strictObject({ id, reason: z.string().trim().min(1).max(1000).exactOptional() }),
    output: exception,
  }),
};
