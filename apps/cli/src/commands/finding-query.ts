import type { Input } from '@trueup/api-contract';
import type { Command } from 'commander';
import { UsageError } from '../usage-error.ts';
import { addFindingFilter, findingFilter, type FindingFilterOptions } from './finding-filter.ts';
import { several, severalUpperCase } from './option-parsers.ts';

export interface FindingQueryOptions extends FindingFilterOptions {
  readonly compliance?: readonly string[];
  readonly product?: readonly string[];
  readonly resourceType?: readonly string[];
  readonly resource?: string;
  readonly status?: readonly string[];
  readonly overdue?: boolean;
  readonly archived?: boolean;
  readonly all?: boolean;
}

type Query = Omit<Input<'listFindings'>, 'order' | 'ascending' | 'limit' | 'cursor'>;

/** What a list or an export of findings can be narrowed by. */
export function addFindingQuery(command: Command): Command {
  return addFindingFilter(command)
    .option('--compliance <status>', 'PASSED, FAILED, WARNING or NOT_AVAILABLE only; may be repeated', severalUpperCase)
    .option('--product <name>', 'only what this product reports; may be repeated', several)
    .option('--resource-type <type>', 'only resources of this type, such as AWS::S3::Bucket; may be repeated', several)
    .option('--resource <arn>', 'only this resource')
    .option(
      '--status <status>',
      'NEW, NOTIFIED, RESOLVED or SUPPRESSED instead of the open ones; may be repeated',
      severalUpperCase,
    )
    .option('--overdue', 'only open ones whose term is over')
    .option('--archived', 'those whose resource is gone instead')
    .option('--all', 'resolved, suppressed and archived ones as well');
}

/**
 * What the options ask for; the values themselves are checked at the door of Trueup. Without a word about it the open
 * ones are meant, unless filters of Security Hub's say otherwise.
 */
export function findingQuery(options: FindingQueryOptions, filters: Readonly<Record<string, unknown>> = {}): Query {
  const { compliance, product, resourceType, resource, status, overdue, archived = false, all = false } = options;
  if (all && (archived || status !== undefined)) throw new UsageError('--all goes without --status and --archived');
  const anyWorkflow = all || archived || Object.hasOwn(filters, 'WorkflowStatus');
  const anyState = all || Object.hasOwn(filters, 'RecordState');
  const workflows = (status ?? (anyWorkflow ? undefined : ['NEW', 'NOTIFIED'])) as Query['workflows'];
  return {
    ...findingFilter(options),
    ...(compliance ? { compliances: compliance as NonNullable<Query['compliances']> } : {}),
    ...(product ? { products: product } : {}),
    ...(resourceType ? { resourceTypes: resourceType } : {}),
    ...(resource === undefined ? {} : { resourceArn: resource }),
    ...(overdue ? { overdue } : {}),
    ...(workflows ? { workflows } : {}),
    ...(archived ? { recordStates: ['ARCHIVED'] } : {}),
    ...(archived || anyState ? {} : { recordStates: ['ACTIVE'] }),
  };
}
