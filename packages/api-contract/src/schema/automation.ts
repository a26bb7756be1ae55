import { z } from 'zod';
import { jsonObject } from './json.ts';
import { list } from './list.ts';
import { permissionStatement } from './control.ts';
import { accountId, partition, regionName } from './resource.ts';

export const executionMode = z.enum(['Auto', 'Interactive']);
export type ExecutionMode = z.output<typeof executionMode>;

/** An ordinary automation's states, spelled as SSM spells them. */
export const automationStatus = z.enum([
  'Pending',
  'InProgress',
  'Waiting',
  'Success',
  'Failed',
  'TimedOut',
  'Cancelling',
  'Cancelled',
]);
export type AutomationStatus = z.output<typeof automationStatus>;

/** One account in one region. */
export const scope = z.object({ accountId: z.string(), region: z.string(), partition });
export type Scope = z.output<typeof scope>;

export const tag = z.strictObject({ Key: z.string(), Value: z.string() });
export type Tag = z.output<typeof tag>;

export const automationTarget = z.strictObject({ Key: z.string(), Values: list(z.string()) });

/** SSM's TargetLocation. */
export const targetLocation = z.strictObject({
  Accounts: list(z.string()),
  Regions: list(z.string()),
  ExecutionRoleName: z.string().exactOptional(),
  TargetLocationMaxConcurrency: z.string().exactOptional(),
  TargetLocationMaxErrors: z.string().exactOptional(),
  IncludeChildOrganizationUnits: z.boolean().exactOptional(),
  ExcludeAccounts: list(z.string()).exactOptional(),
  Targets: list(automationTarget).exactOptional(),
  TargetsMaxConcurrency: z.string().exactOptional(),
  TargetsMaxErrors: z.string().exactOptional(),
});
export type TargetLocation = z.output<typeof targetLocation>;

/** Over what an automation is spread, as StartAutomationExecution takes it. */
export const spreadMembers = {
  targetParameterName: z.string().exactOptional(),
  targets: list(automationTarget).exactOptional(),
  targetMaps: list(z.record(z.string(), list(z.string())).readonly()).exactOptional(),
  targetLocations: list(targetLocation).exactOptional(),
  maxConcurrency: z.string().exactOptional().meta({ description: 'A number or a percentage.' }),
  maxErrors: z.string().exactOptional().meta({ description: 'A number or a percentage.' }),
};
export const spread = z.object(spreadMembers);
export type Spread = z.output<typeof spread>;

/** What is to run: a stored document by name or ARN, or a text that is not stored. */
export const documentSelection = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('stored'),
    name: z.string().min(1).max(2048),
    version: z.string().min(1).exactOptional().meta({ description: 'A number, $DEFAULT or $LATEST.' }),
  }),
  z.strictObject({
    kind: z.literal('text'),
    name: z.string().min(1).max(128),
    text: z.string(),
    permissions: list(permissionStatement).exactOptional(),
  }),
]);
export type DocumentSelection = z.output<typeof documentSelection>;

/** What is to run, where, and with what. */
export const automationSelection = {
  document: documentSelection,
  scope: z
    .strictObject({ accountId: accountId.exactOptional(), region: regionName.exactOptional() })
    .exactOptional()
    .meta({ description: 'Absent: the first account and region of the policy, else those of the server itself.' }),
  parameters: jsonObject.exactOptional().meta({
    type: 'object',
    description: "JSON of the declared types, or SSM's map of lists of strings.",
  }),
};

/** SSM's SendAutomationSignal. */
export const automationSignal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['approve', 'reject']), comment: z.string().trim().min(1).max(1000).exactOptional() }),
  z.strictObject({ kind: z.enum(['resume', 'start-step']), step: z.string().min(1) }),
  z.strictObject({ kind: z.literal('stop-step'), stepExecutionId: z.string().min(1) }),
]);
export type AutomationSignal = z.output<typeof automationSignal>;
