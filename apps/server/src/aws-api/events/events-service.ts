import { jsonService } from '../protocol/json-service.ts';
import { archiveOperations } from './archive-operations.ts';
import { putEventsOperations } from './put-events.ts';
import { replayOperations } from './replay-operations.ts';
import { ruleOperations } from './rule-operations.ts';
import { targetOperations } from './target-operations.ts';

export const eventsService = jsonService({
  signingName: 'events',
  targetPrefix: 'AWSEvents',
  internalError: 'InternalException',
  operations: {
    ...ruleOperations,
    ...targetOperations,
    ...putEventsOperations,
    ...archiveOperations,
    ...replayOperations,
  },
});
