import { eventsService } from './events/events-service.ts';
import type { AwsService } from './protocol/aws-service.ts';
import { securityHubService } from './securityhub/securityhub-service.ts';
import { ssmService } from './ssm/ssm-service.ts';

/** What the AWS-compatible API answers for: a folder and a line each. */
export const services: readonly AwsService[] = [ssmService, eventsService, securityHubService];
