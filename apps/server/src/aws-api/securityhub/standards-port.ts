import type { Severity, StandardControl, StandardSetting, StandardSettings } from '@trueup/core';
import type { Caller } from '../caller.ts';

/** What the operations on standards need of the application. */
export interface StandardsPort {
  /** All of them, other accounts' and those of every account included: which holds is decided by nearness. */
  settings(by: Caller): Promise<StandardSettings>;
  /** Each of the caller's account, in the place of what it has said of the same standard and control. */
  change(settings: readonly StandardSetting[], by: Caller): Promise<void>;
  /** Every control that a standard may ask for. */
  controls(): readonly StandardControlFacts[];
}

export interface StandardControlFacts extends StandardControl {
  readonly title: string;
  readonly severity: Severity;
}
