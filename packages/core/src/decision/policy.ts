import type { AccountId, Partition, Region } from '../resource/resource.ts';
import type { JsonObject } from '../value/json.ts';

export const MODES = ['manual', 'approval', 'automatic'] as const;
export type Mode = (typeof MODES)[number];

export interface PolicyAccount {
  readonly id: AccountId;
  readonly name: string;
  /** Name of the member role that is assumed; without it the credentials of the environment are used as they are. */
  readonly role?: string;
  readonly externalId?: string;
}

/** Binds controls to a mode. The first entry that matches decides. */
export interface PolicyRemediation {
  /** Control ids; `*` stands for every control. */
  readonly controls: readonly string[];
  readonly mode: Mode;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

/** What the owner has settled. `hash` names the exact text it was read from. */
export interface Policy {
  readonly hash: string;
  readonly partition: Partition;
  readonly accounts: readonly PolicyAccount[];
  readonly regions: readonly Region[];
  readonly remediations: readonly PolicyRemediation[];
  /** Control id → its parameters, not yet validated by the control. */
  readonly parameters: Readonly<Record<string, JsonObject>>;
  readonly planExpiresAfterHours: number;
  /** Finished executions are removed after so many days, with their steps and calls. Records are kept. */
  readonly keepExecutionsDays: number;
}
