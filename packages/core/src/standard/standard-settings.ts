import type { StandardId } from './standard.ts';

/** Which accounts a setting is about: an account id, or `*` for those that have no setting of their own. */
type Where = { readonly accountId: string };

interface StandardSwitch extends Where {
  readonly kind: 'standard-enabled' | 'standard-disabled';
  readonly standard: StandardId;
}

interface ControlSwitch extends Where {
  readonly controlId: string;
  /** `*`: in every standard. */
  readonly standard: StandardId | '*';
}

interface ControlEnabled extends ControlSwitch {
  readonly kind: 'control-enabled';
}

interface ControlDisabled extends ControlSwitch {
  readonly kind: 'control-disabled';
  /** Why, in a sentence: Security Hub's DisabledReason. */
  readonly reason: string;
}

export type StandardSetting = StandardSwitch | ControlEnabled | ControlDisabled;

/**
 * Which standards and controls are on. The nearer setting holds: of the account before `*`, and then of the standard
 * before `*`; of two that are equally near, the later one. Where there is none, FSBP is on, the other standards are
 * off, and every control of a standard that is on is on.
 */
export type StandardSettings = readonly StandardSetting[];
