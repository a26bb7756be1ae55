import { z } from 'zod';
import { SEVERITY_LABELS } from './asff/asff.ts';
import {
  DEFAULT_PRIORITY_SETTINGS,
  DEFAULT_SLA_DAYS,
  type PrioritySettings,
  type SlaDays,
} from './priority-settings.ts';

/** Ten years. */
const MOST_DAYS = 3650;

const criticality = z.number().int().min(0).max(100);
const days = z.number().int().min(1).max(MOST_DAYS).nullable();
const severityDays = z.strictObject({
  CRITICAL: days.exactOptional(),
  HIGH: days.exactOptional(),
  MEDIUM: days.exactOptional(),
  LOW: days.exactOptional(),
  INFORMATIONAL: days.exactOptional(),
});
const words = z.array(z.string().min(1).max(256)).min(1).max(50).readonly();

/** What a person may settle of priorities. What is not given is as in DEFAULT_PRIORITY_SETTINGS; `tags` replace all. */
export const prioritySettingsSchema: z.ZodType<PrioritySettings> = z
  .strictObject({
    slaDays: severityDays.prefault({}).transform((given): SlaDays => ({ ...DEFAULT_SLA_DAYS, ...given })),
    tags: z
      .array(z.strictObject({ keys: words, values: words, criticality }))
      .max(200)
      .readonly()
      .default(DEFAULT_PRIORITY_SETTINGS.tags),
    accounts: z
      .record(
        z.string().regex(/^(?:\d{12}|\*)$/, "an account id, or '*' for the others"),
        z.strictObject({ criticality: criticality.exactOptional(), slaDays: severityDays.exactOptional() }),
      )
      .default({}),
    unknownCriticality: criticality.default(DEFAULT_PRIORITY_SETTINGS.unknownCriticality),
  })
  .check((context) => {
    const settings = context.value;
    const places: [(string | number)[], SlaDays][] = [
      [['slaDays'], settings.slaDays],
      ...Object.entries(settings.accounts).map(([id, { slaDays = {} }]): [string[], SlaDays] => [
        ['accounts', id, 'slaDays'],
        { ...settings.slaDays, ...slaDays },
      ]),
    ];
    for (const [path, sla] of places) {
      for (const message of outOfOrder(sla)) context.issues.push({ code: 'custom', input: sla, path, message });
    }
  });

/** A worse fault is never given more time, or a finding could lose priority by becoming worse. */
function outOfOrder(sla: SlaDays): string[] {
  return SEVERITY_LABELS.slice(1).flatMap((label, index) => {
    const lesser = SEVERITY_LABELS[index];
    if (lesser === undefined || (sla[label] ?? Infinity) <= (sla[lesser] ?? Infinity)) return [];
    return [`${label} may not be given more days than ${lesser}`];
  });
}
