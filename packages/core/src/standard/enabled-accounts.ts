import { enablement } from './enablement.ts';
import type { StandardSettings } from './standard-settings.ts';
import { STANDARD_IDS, type StandardId } from './standard.ts';

/** In which accounts standards and their controls are on. */
export interface EnabledAccounts {
  readonly ofStandard: (standard: StandardId) => ReadonlySet<string>;
  readonly ofControl: (standard: StandardId, controlId: string) => ReadonlySet<string>;
}

export function enabledAccounts(settings: StandardSettings, accounts: readonly string[]): EnabledAccounts {
  const asked = enablement(settings);
  const within = (standard: StandardId, controlId: string): ReadonlySet<string> =>
    new Set(accounts.filter((accountId) => asked({ standard, controlId, accountId }).kind === 'enabled'));
  // No control is called so: nothing but the standard itself can be off.
  const ofStandards = new Map(STANDARD_IDS.map((standard) => [standard, within(standard, '')]));
  const ofStandard = (standard: StandardId): ReadonlySet<string> => ofStandards.get(standard) ?? new Set();
  // Most controls have no setting of their own.
  const switched = new Set(settings.flatMap((setting) => ('controlId' in setting ? [setting.controlId] : [])));
  return {
    ofStandard,
    ofControl: (standard, controlId) => (switched.has(controlId) ? within(standard, controlId) : ofStandard(standard)),
  };
}
