import type { AccountId, Region } from '../resource/resource.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

/** One call that went to AWS, whatever came of it. Secrets in `request` are redacted. */
export interface JournalEntry {
  readonly at: Instant;
  readonly accountId: AccountId;
  readonly region: Region;
  readonly service: string;
  readonly operation: string;
  readonly access: 'read' | 'write';
  readonly request: JsonObject;
  /** HTTP status; 0 when there was no answer. */
  readonly httpStatus: number;
  readonly errorCode?: string;
  readonly requestId?: string;
  readonly durationMs: number;
  readonly attempts: number;
  /** The step that made the call; absent for the engine's own reads. */
  readonly step?: string;
  readonly stepAttempt?: number;
}
