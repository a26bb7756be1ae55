import { z } from 'zod';
import { findingUpdate } from './finding-update.ts';
import { jsonObject } from './json.ts';
import { instant } from './resource.ts';

/** Criteria, and the finding fields that are set at ingest wherever they match. */
export const automationRule = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string(),
  order: z.number().int(),
  enabled: z.boolean(),
  /** Where it matches, no later rule is looked at. */
  terminal: z.boolean(),
  /** AutomationRulesFindingFilters. */
  criteria: jsonObject,
  update: findingUpdate.readonly(),
  tags: z.record(z.string(), z.string()).readonly().exactOptional(),
  createdBy: z.string(),
  createdAt: instant,
  updatedAt: instant,
});
export type AutomationRule = z.output<typeof automationRule>;
