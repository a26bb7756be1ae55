import type { AwsError, ErrorAnswer } from '../aws-error.ts';
import type { AwsOperation } from '../aws-operation.ts';
import type { RequestHead } from '../verify-signature.ts';

/** A service as the listener knows it: what its protocol makes of a request and of an error. */
export interface AwsService {
  /** As the scope of a signature names it. */
  readonly signingName: string;
  readonly contentType: string;
  /** The error code of an input that breaks a constraint of its shape. */
  readonly invalidInput: string;
  /** The error code of a fault of ours. */
  readonly internalError: string;
  readonly operationOf: (head: RequestHead) => FoundOperation | undefined;
  readonly errorAnswer: (error: AwsError) => ErrorAnswer;
}

export interface FoundOperation {
  readonly name: string;
  readonly operation: AwsOperation;
  /** The whole input, of which the body is a part or all. */
  readonly inputOf: (body: unknown) => unknown;
}
