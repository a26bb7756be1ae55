import type { Actor, StandardSetting, StandardSettings } from '@trueup/core';
import type { EngineParts } from '../parts.ts';
import { putDefinition } from './put-definition.ts';

const KEY = 'settings';

/** What was settled of standards and controls; nothing yet: the defaults hold. */
export async function standardSettings({ store }: Pick<EngineParts, 'store'>): Promise<StandardSettings> {
  return (await store.definitions.get('standards', KEY)) ?? [];
}

/** Each takes the place of what was settled of the same standard, control and account. */
export async function changeStandards(
  parts: EngineParts,
  changes: readonly StandardSetting[],
  actor: Actor,
): Promise<StandardSettings> {
  const at = parts.clock.now();
  return parts.store.transaction(async (stores) => {
    const current = (await stores.definitions.get('standards', KEY)) ?? [];
    const subjects = new Set(changes.map(subjectOf));
    const settings = [...current.filter((setting) => !subjects.has(subjectOf(setting))), ...changes];
    await putDefinition(stores, { kind: 'standards', key: KEY, value: settings }, { actor, at });
    return settings;
  });
}

function subjectOf(setting: StandardSetting): string {
  const control = 'controlId' in setting ? setting.controlId : '';
  return [setting.accountId, setting.standard, control].join(' ');
}
