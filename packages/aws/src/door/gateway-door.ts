import type { Scope, SessionOptions } from '@trueup/core';
import type { CallBudget } from './call-budget.ts';
import type { Credentials } from './credentials.ts';

/** What the gateway for scripts needs of the door: it sends requests that it did not write. */
export interface GatewayDoor {
  /** Those that a session with these options would act with. */
  credentials(scope: Scope, options: SessionOptions): Promise<Credentials>;
  readonly budget: CallBudget;
  /** Every service's endpoint. Absent: AWS's own. */
  readonly endpoint: string | undefined;
}
