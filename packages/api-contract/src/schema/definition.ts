import { z } from 'zod';
import { findingWhere } from './finding-filter.ts';
import { jsonObject } from './json.ts';
import { instant } from './resource.ts';

/** A custom action: a named button on findings that publishes an event. */
export const actionTarget = z.object({ arn: z.string(), id: z.string(), name: z.string(), description: z.string() });
export type ActionTarget = z.output<typeof actionTarget>;

/** Findings that match, counted by an attribute. */
export const insight = z.object({
  arn: z.string(),
  name: z.string(),
  /** AwsSecurityFindingFilters. */
  filters: jsonObject,
  /** The name of a filter, such as `ResourceType`. */
  groupBy: z.string(),
});
export type Insight = z.output<typeof insight>;

/** A way to look at findings that someone wants to come back to. */
export const savedView = z.object({
  name: z.string(),
  filters: jsonObject,
  where: findingWhere.exactOptional(),
  overdue: z.boolean().exactOptional(),
  order: z.string().exactOptional(),
  groupBy: z.string().exactOptional(),
  createdBy: z.string(),
  createdAt: instant,
});
export type SavedView = z.output<typeof savedView>;
