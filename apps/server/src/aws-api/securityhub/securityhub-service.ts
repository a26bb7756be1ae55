import { restJsonService } from '../protocol/rest-json-service.ts';
import { automationRuleOperations } from './automation-rule-operations.ts';
import { customActionOperations } from './custom-action-operations.ts';
import { findingOperations } from './finding-operations.ts';
import { hubOperations } from './hub-operations.ts';
import { insightOperations } from './insight-operations.ts';
import { standardsOperations } from './standards-operations.ts';

export const securityHubService = restJsonService({
  signingName: 'securityhub',
  invalidInput: 'InvalidInputException',
  internalError: 'InternalException',
  operations: {
    ...findingOperations,
    ...automationRuleOperations,
    ...customActionOperations,
    ...insightOperations,
    ...hubOperations,
    ...standardsOperations,
  },
});
