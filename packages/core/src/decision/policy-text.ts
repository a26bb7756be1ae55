import { z } from 'zod';
import { prioritySettingsSchema } from '../finding/priority-settings-schema.ts';
import { accountId, PARTITIONS, region } from '../resource/resource.ts';
import type { JsonObject } from '../value/json.ts';
import { checkedText } from './checked-text.ts';
import { exceptionsText } from './exception-text.ts';
import {
  approvalsText,
  breakersText,
  criticalText,
  flapsText,
  limitsText,
  promotionText,
  windowsText,
} from './guard-text.ts';
import { remediationsText } from './remediation-text.ts';
import { organizationalUnitText } from './scope-text.ts';
import { sinksText, sourcesText } from './source-text.ts';

const accountText = z.strictObject({
  id: checkedText(accountId).meta({ description: 'Twelve digits, in quotes.' }),
  name: z.string().min(1).max(256),
  role: z
    .string()
    .regex(/^[\w+=,.@/-]{1,512}$/, 'a role name without the ARN')
    .exactOptional()
    .meta({ description: 'Name of the member role. Absent: the credentials of the environment are used as they are.' }),
  externalId: z.string().min(2).max(1224).exactOptional(),
  organizationalUnit: organizationalUnitText.exactOptional().meta({ description: 'Such as /Prod/Payments.' }),
  owner: z
    .string()
    .min(1)
    .max(320)
    .exactOptional()
    .meta({ description: 'Name or e-mail address of who answers for it.' }),
});

/** The policy as people write it. */
export const policyText = z.strictObject({
  partition: z.enum(PARTITIONS).default('aws'),
  accounts: z
    .array(accountText)
    .min(1)
    .meta({ description: 'What Trueup may look at. The first is the administrator.' }),
  regions: z.array(checkedText(region)).min(1),
  remediations: remediationsText,
  parameters: z
    .record(z.string(), z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>)
    .default({})
    .meta({ description: 'What a control is to require, by its id.' }),
  planExpiresAfterHours: z.number().int().min(1).max(720).default(24).meta({
    description: 'A plan that waits longer has to be made again.',
  }),
  approvals: approvalsText,
  promotion: promotionText,
  limits: limitsText,
  breakers: breakersText,
  flaps: flapsText,
  critical: criticalText,
  windows: windowsText,
  exceptions: exceptionsText,
  keepExecutionsDays: z.number().int().min(1).max(3650).default(90).meta({
    description: 'Finished executions are removed after so many days, with their steps and calls.',
  }),
  sources: sourcesText.exactOptional().meta({ description: 'Where findings and changes come from beside scans.' }),
  sinks: sinksText.exactOptional().meta({ description: 'Where findings go beside event rules.' }),
  priority: prioritySettingsSchema.exactOptional().meta({ description: 'Which finding comes first.' }),
});

/** What may be written of it; every default may be left out. */
export type PolicyText = z.output<typeof policyText>;
