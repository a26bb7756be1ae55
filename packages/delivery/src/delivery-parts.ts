import type { Clock } from '@trueup/core';
import type { Network } from './guard/network.ts';

/** What deliveries need from whoever runs them. */
export interface DeliveryParts extends Network {
  /** Undefined: no secret of that name is set. */
  readonly secret: (name: string) => string | undefined;
  /** `smtp://` or `smtps://`, with the user and password of the mail server where it wants them. */
  readonly smtpUrl?: string;
  /** Who mail is from, such as `Trueup <trueup@example.com>`. */
  readonly from?: string;
  /** Where messages link to. Absent: they link to nothing. */
  readonly consoleUrl?: string;
  readonly clock: Clock;
}
