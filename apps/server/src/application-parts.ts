import type {
  Actor,
  ApiModel,
  Clock,
  Digest,
  Door,
  LibraryEntry,
  ScriptRunner,
  StandardControl,
  Store,
} from '@trueup/core';
import type { Engine } from '@trueup/engine';
import type { CheckpointSettings } from './checkpoint-settings.ts';
import type { TrueupMetrics } from './metrics/trueup-metrics.ts';
import type { findingGroups } from './finding-groups.ts';
import type { overviewMeasures } from './overview-measures.ts';
import type { PolicySource } from './policy-source.ts';

export interface OwnIdentity {
  readonly accountId: string;
  readonly arn: string;
}

/** What the operations of one person are made of. */
export interface ApplicationParts {
  readonly engine: Engine;
  readonly store: Store;
  readonly door: Door;
  readonly scripts: Pick<ScriptRunner, 'support'>;
  /** What the operations of AWS take and give. */
  readonly api: ApiModel;
  readonly catalogue: readonly LibraryEntry[];
  /** Every control that is known by its id, also those that the library cannot check. */
  readonly controls: readonly StandardControl[];
  readonly policy: PolicySource;
  readonly digest: Digest;
  readonly clock: Clock;
  /** Where the key is that secrets of access keys are derived from. */
  readonly dataDir: string;
  readonly metrics: TrueupMetrics;
  readonly overview: ReturnType<typeof overviewMeasures>;
  readonly groups: ReturnType<typeof findingGroups>;
  /** How checkpoints of the audit log are kept. */
  readonly checkpoints: CheckpointSettings;
  readonly actor: Actor;
  /** Whom AWS takes the credentials of this process to be; undefined when it does not say. */
  readonly identity: () => Promise<OwnIdentity | undefined>;
}
