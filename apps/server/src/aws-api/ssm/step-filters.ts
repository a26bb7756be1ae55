import { STEP_STATUSES, type SsmStepExecution } from '@trueup/core';
import { AwsError } from '../aws-error.ts';
import { among, instantOf, type Filter } from './execution-filters.ts';

type Matches = (step: SsmStepExecution) => boolean;

/** The filters of DescribeAutomationStepExecutions, all of which must hold. */
export function stepFilter(filters: readonly Filter[]): Matches {
  const all = filters.map(matcherOf);
  return (step) => all.every((matches) => matches(step));
}

function matcherOf(filter: Filter): Matches {
  const { Key, Values } = filter;
  const is = (value: string | undefined): boolean => value !== undefined && Values.includes(value);
  switch (Key) {
    case 'StartTimeBefore': {
      const end = instantOf(filter);
      return ({ ExecutionStartTime: start }) => start !== undefined && start < end;
    }
    case 'StartTimeAfter': {
      const begin = instantOf(filter);
      return ({ ExecutionStartTime: start }) => start !== undefined && start > begin;
    }
    case 'StepExecutionStatus':
      among(filter, [...STEP_STATUSES, 'Cancelling']);
      return ({ StepStatus }) => is(StepStatus);
    case 'StepExecutionId':
      return ({ StepExecutionId }) => is(StepExecutionId);
    case 'StepName':
      return ({ StepName }) => is(StepName);
    case 'Action':
      return ({ Action }) => is(Action);
    case 'ParentStepExecutionId':
      return ({ ParentStepDetails }) => is(ParentStepDetails?.StepExecutionId);
    case 'ParentStepIteration':
      return ({ ParentStepDetails }) => is(ParentStepDetails && String(ParentStepDetails.Iteration));
    case 'ParentStepIteratorValue':
      return ({ ParentStepDetails }) => is(ParentStepDetails?.IteratorValue);
    default:
      throw new AwsError('InvalidFilterKey', `The filter key '${Key}' is not valid.`);
  }
}
