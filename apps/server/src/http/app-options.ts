import type { Trueup } from '@trueup/api-contract';
import type { Actor } from '@trueup/core';
import type { Logger } from 'pino';
import type { AccessParts } from '../access/access-parts.ts';
import type { OidcSettings } from '../access/oidc-settings.ts';
import type { ChangeSource } from '../changes/follow-changes.ts';

export interface AppOptions {
  readonly application: (actor: Actor) => Trueup;
  /** Rejects with the reason when the store does not answer. */
  readonly ready: () => Promise<void>;
  readonly adminToken: string;
  readonly access: AccessParts;
  /** Where it is seen that something changed. */
  readonly changes: ChangeSource;
  /** Absent: people log in by password alone. */
  readonly oidc?: OidcSettings;
  readonly log: Logger;
  /** In which the body of a request must have come, unless it is one that flows; 30 seconds when absent. */
  readonly bodyTimeMs?: number;
  /** Of the built console; CONSOLE_FOLDER when absent. */
  readonly consoleFolder?: string;
}
