import { AwsError } from '../aws-error.ts';
import type { ListStyle } from '../page-token.ts';

/** The errors of Security Hub, with the status that its model gives them. */

export const invalidInput = (message: string): AwsError => new AwsError('InvalidInputException', message);
export const notFound = (message: string): AwsError =>
  new AwsError('ResourceNotFoundException', message, { status: 404 });
export const conflict = (message: string): AwsError =>
  new AwsError('ResourceConflictException', message, { status: 409 });
export const limitExceeded = (message: string): AwsError =>
  new AwsError('LimitExceededException', message, { status: 429 });

/** What is wrong with a part of the input. */
export const invalidField = ({ field, reason }: { readonly field: string; readonly reason: string }): AwsError =>
  invalidInput(`Invalid parameter '${field}': ${reason}`);

export const LISTS: ListStyle = { invalidToken: 'InvalidInputException', limit: 100 };
