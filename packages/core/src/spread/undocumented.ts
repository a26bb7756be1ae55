import type { AutomationStatus } from '../runbook/execution-state.ts';

/**
 * Choices where AWS documents nothing or contradicts itself about automation at scale (marked [rec] in section 5 of the
 * specification of Automation documents). They stand here so that each can be corrected in one place.
 */

/** Targets are forgiven no error unless MaxErrors says so, as is documented for locations. */
export const DEFAULT_MAX_ERRORS = '0';

/** A percentage of a count is rounded down: 10% of 19 targets is one. */
export const roundPercentage = (count: number): number => Math.floor(count);

/** However few targets a percentage means, one of them runs. */
export const LEAST_CONCURRENCY = 1;

/** What counts as an error. One that somebody stopped did not do its work either. */
export const ERROR_STATUSES: readonly AutomationStatus[] = ['Failed', 'TimedOut', 'Cancelled'];

/** How a spread ends when some failed, but no more than MaxErrors allows. */
export const STATUS_WITHIN_MAX_ERRORS: 'Success' | 'Failed' = 'Success';

/** How a spread ends that found no targets: most likely its tag or group is misspelt. */
export const STATUS_WITHOUT_TARGETS: 'Success' | 'Failed' = 'Failed';

/** The same within one location of several: not every account and region has such resources. */
export const STATUS_WITHOUT_TARGETS_IN_LOCATION: 'Success' | 'Failed' = 'Success';

/** Entries of TargetLocations run one after the other, each with a rate control of its own. */
export const LOCATIONS_IN_ORDER: boolean = true;

/** Excluding an organizational unit excludes the units below it, also where including one does not. */
export const EXCLUDED_UNITS_ARE_DEEP: boolean = true;

/** Children of one spread: as many as SSM's queue holds automations. */
export const MOST_CHILDREN = 5_000;

/** Outputs of children are handed on to their parent up to this size, as JSON. */
export const OUTPUTS_LIMIT_BYTES = 262_144;

/** Instances that `AWS::EC2::Instance=*` means: all but those that are gone or going. */
export const TARGETED_INSTANCE_STATES: readonly string[] = ['pending', 'running', 'stopping', 'stopped'];
