import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

/** An event in the EventBridge envelope. What services and Trueup itself publish has this form. */
export interface EventEnvelope {
  readonly version: '0';
  /** A UUID. */
  readonly id: string;
  /** Such as `Security Hub Findings - Imported`. */
  readonly 'detail-type': string;
  /** Such as `aws.securityhub`; Trueup's own begin with `trueup`. */
  readonly source: string;
  /** Twelve digits: the account in which it is delivered. */
  readonly account: string;
  /** `YYYY-MM-DDThh:mm:ssZ` */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
  /** Only on an event that a replay sends again. */
  readonly 'replay-name'?: string;
}

/** The envelope's time: whole seconds. */
export function eventTime(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
