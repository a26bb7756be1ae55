import type { Execution, ExecutionQuery, SsmAutomationMetadata } from '@trueup/core';
import { AwsError } from '../aws-error.ts';

export interface Filter {
  readonly Key: string;
  readonly Values: readonly string[];
}

/** What filters ask the store for, and what is then looked at item by item. */
export interface ExecutionCriteria {
  readonly query: ExecutionQuery;
  readonly matches: (execution: Execution, shape: SsmAutomationMetadata) => boolean;
}

const STATUSES: readonly string[] = [
  'Pending',
  'InProgress',
  'Waiting',
  'Success',
  'TimedOut',
  'Cancelling',
  'Cancelled',
  'Failed',
  'PendingApproval',
  'Approved',
  'Rejected',
  'Scheduled',
  'RunbookInProgress',
  'PendingChangeCalendarOverride',
  'ChangeCalendarOverrideApproved',
  'ChangeCalendarOverrideRejected',
  'CompletedWithSuccess',
  'CompletedWithFailure',
  'Exited',
];

const everything = (): boolean => true;
const nothing = (): boolean => false;
const stored = (query: ExecutionQuery): ExecutionCriteria => ({ query, matches: everything });
const looked = (matches: ExecutionCriteria['matches']): ExecutionCriteria => ({ query: {}, matches });

/** The filters of DescribeAutomationExecutions (automation-documents, 6.3), all of which must hold. */
export function executionCriteria(filters: readonly Filter[]): ExecutionCriteria {
  return filters.map(criteriaOf).reduce(
    (one, other) => ({
      query: { ...one.query, ...other.query },
      matches: (...given) => one.matches(...given) && other.matches(...given),
    }),
    stored({}),
  );
}

function criteriaOf(filter: Filter): ExecutionCriteria {
  const { Key, Values } = filter;
  switch (Key) {
    case 'DocumentNamePrefix':
      return stored({ documentNamePrefixes: Values });
    case 'ExecutionStatus':
      return statusCriteria(among(filter, STATUSES));
    case 'ExecutionId':
      return stored({ ids: Values });
    case 'ParentExecutionId':
      return stored({ parentIds: Values });
    case 'CurrentAction':
      return looked((_, { CurrentAction }) => CurrentAction !== undefined && Values.includes(CurrentAction));
    case 'StartTimeBefore':
      return stored({ startedBefore: instantOf(filter) });
    case 'StartTimeAfter':
      return stored({ startedAfter: instantOf(filter) });
    case 'AutomationType': {
      const types = among(filter, ['Local', 'CrossAccount']);
      return new Set(types).size === 2 ? stored({}) : stored({ crossAccount: types[0] === 'CrossAccount' });
    }
    case 'TagKey':
      return stored({ tagKeys: Values });
    case 'TargetResourceGroup':
      return looked(({ spread }) =>
        (spread?.targets ?? []).some(
          (target) => isGroup(target.Key) && target.Values.some((one) => Values.includes(one)),
        ),
      );
    case 'AutomationSubtype':
      among(filter, ['ChangeRequest', 'AccessRequest']);
      return looked(nothing);
    case 'OpsItemId':
      return looked(nothing);
    default:
      throw new AwsError('InvalidFilterKey', `The filter key '${Key}' is not valid.`);
  }
}

const isGroup = (key: string): boolean => key === 'ResourceGroup' || key === 'resource-groups:Name';

/** Cancelling shows as soon as it was asked for, before the stored status says so. */
function statusCriteria(statuses: readonly string[]): ExecutionCriteria {
  return statuses.includes('Cancelling')
    ? looked((_, { AutomationExecutionStatus }) => statuses.includes(AutomationExecutionStatus))
    : { query: { statuses }, matches: (_, shape) => statuses.includes(shape.AutomationExecutionStatus) };
}

/** The values, which must all be known ones. */
export function among({ Key, Values }: Filter, known: readonly string[]): readonly string[] {
  const unknown = Values.find((value) => !known.includes(value));
  if (unknown === undefined) return Values;
  throw new AwsError(
    'InvalidFilterValue',
    `The value '${unknown}' of filter ${Key} is not valid: expected one of ${known.join(', ')}.`,
  );
}

/** Its one value as an instant. */
export function instantOf({ Key, Values }: Filter): string {
  const [value = '', ...more] = Values;
  const ms = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[-+]\d\d:?\d\d)?)?$/.test(value) ? Date.parse(value) : Number.NaN;
  if (more.length === 0 && Number.isFinite(ms)) return new Date(ms).toISOString();
  throw new AwsError(
    'InvalidFilterValue',
    `Filter ${Key} takes one instant in ISO 8601, such as 2026-01-31T09:30:00Z.`,
  );
}
