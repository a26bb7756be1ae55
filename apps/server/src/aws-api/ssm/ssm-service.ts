import { jsonService } from '../protocol/json-service.ts';
import { automationOperations } from './automation-operations.ts';
import { documentOperations } from './document-operations.ts';
import { previewOperations } from './preview-operations.ts';

export const ssmService = jsonService({
  signingName: 'ssm',
  targetPrefix: 'AmazonSSM',
  internalError: 'InternalServerError',
  operations: { ...documentOperations, ...automationOperations, ...previewOperations },
});
