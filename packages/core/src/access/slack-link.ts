import type { Instant } from '../value/instant.ts';

/** A code that proves to Slack who someone is; known by the SHA-256 of the code, and gone once it was used. */
export interface SlackLinkCode {
  readonly userId: string;
  readonly expiresAt: Instant;
}

/** A message in Slack about a plan that waits; known by the plan's id. */
export interface SlackPost {
  /** Slack's name of the message. Absent: it is being posted. */
  readonly ts?: string;
  /** What the message says of the plan's standing. */
  readonly shown: string;
  readonly at: Instant;
}
