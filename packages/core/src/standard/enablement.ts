import type { StandardId } from './standard.ts';
import type { StandardSetting, StandardSettings } from './standard-settings.ts';

export interface EnablementOf {
  readonly standard: StandardId;
  readonly controlId: string;
  readonly accountId: string;
}

export type Enablement =
  | { readonly kind: 'enabled' }
  | { readonly kind: 'standard-disabled' }
  | { readonly kind: 'control-disabled'; readonly reason: string };

const ENABLED: Enablement = { kind: 'enabled' };
const STANDARD_DISABLED: Enablement = { kind: 'standard-disabled' };

/** The settings made ready for many questions. */
export function enablement(settings: StandardSettings): (of: EnablementOf) => Enablement {
  const nearest = new Map(settings.map((setting) => [keyOf(setting), setting]));
  return ({ standard, controlId, accountId }) => {
    const accounts = [accountId, '*'];
    const ofStandard = accounts.map((account) => nearest.get(key(account, standard, ''))).find(Boolean);
    const isOn = ofStandard ? ofStandard.kind === 'standard-enabled' : standard === 'fsbp/1.0.0';
    if (!isOn) return STANDARD_DISABLED;
    const ofControl = accounts
      .flatMap((account) => [key(account, standard, controlId), key(account, '*', controlId)])
      .map((name) => nearest.get(name))
      .find(Boolean);
    return ofControl?.kind === 'control-disabled' ? { kind: 'control-disabled', reason: ofControl.reason } : ENABLED;
  };
}

export function isEnabled(settings: StandardSettings, of: EnablementOf): boolean {
  return enablement(settings)(of).kind === 'enabled';
}

function keyOf(setting: StandardSetting): string {
  const controlId = 'controlId' in setting ? setting.controlId : '';
  return key(setting.accountId, setting.standard, controlId);
}

function key(accountId: string, standard: StandardId | '*', controlId: string): string {
  return [accountId, standard, controlId].join('\n');
}
