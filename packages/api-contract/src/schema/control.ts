import { z } from 'zod';
import { jsonObject } from './json.ts';
import { severity } from './finding.ts';
import { list } from './list.ts';

export const risk = z.enum(['safe', 'low', 'disruptive', 'destructive']);
export type Risk = z.output<typeof risk>;

const cisControl = z.string().nullable();
const standards = z.object({
  fsbp: z.boolean(),
  cis: z.object({ v1_2: cisControl, v1_4: cisControl, v3_0: cisControl, v5_0: cisControl }),
  pciDss321: list(z.string()),
  nist80053r5: list(z.string()),
});

/** A control as a list shows it. */
export const controlSummary = z.object({
  id: z.string(),
  aliases: list(z.string()).exactOptional(),
  title: z.string(),
  description: z.string(),
  severity,
  resourceTypes: list(z.string()),
  scope: z.enum(['regional', 'global']),
  standards,
  configRule: z.object({ name: z.string(), identifier: z.string() }).exactOptional(),
  risk,
  approvalOnly: z.string().exactOptional(),
  /** One sentence. Absent: there is an undo runbook. */
  noUndoReason: z.string().exactOptional(),
});
export type ControlSummary = z.output<typeof controlSummary>;

export const permissionStatement = z.object({
  Action: list(z.string()),
  Resource: z.union([z.string(), list(z.string())]),
  Condition: jsonObject.exactOptional(),
});
export type PermissionStatement = z.output<typeof permissionStatement>;

export const permissions = z.object({
  detect: list(z.string()),
  remediate: list(permissionStatement),
  undo: list(permissionStatement),
});

/** A control with the texts of its folder. */
export const controlDetail = z.object({
  control: controlSummary,
  runbook: z.string(),
  undoRunbook: z.string().exactOptional(),
  permissions,
  readme: z.string(),
});
export type ControlDetail = z.output<typeof controlDetail>;
