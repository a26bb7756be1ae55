import { jsonErrorAnswer } from '../aws-error.ts';
import type { AwsOperation } from '../aws-operation.ts';
import type { AwsService } from './aws-service.ts';

/** A service of AWS JSON 1.1: everything is posted to the root, and a header names the operation. */
export function jsonService(service: {
  readonly signingName: string;
  /** Such as `AmazonSSM`. */
  readonly targetPrefix: string;
  readonly internalError: string;
  readonly operations: Readonly<Record<string, AwsOperation>>;
}): AwsService {
  const operations = new Map(Object.entries(service.operations));
  const prefix = `${service.targetPrefix}.`;
  return {
    signingName: service.signingName,
    contentType: 'application/x-amz-json-1.1',
    invalidInput: 'ValidationException',
    internalError: service.internalError,
    operationOf({ method, path, query, headers }) {
      const target = headers['x-amz-target'];
      if (method !== 'POST' || path !== '/' || query !== '') return undefined;
      if (typeof target !== 'string' || !target.startsWith(prefix)) return undefined;
      const name = target.slice(prefix.length);
      const operation = operations.get(name);
      return operation && { name, operation, inputOf: (body) => body };
    },
    errorAnswer: jsonErrorAnswer,
  };
}
