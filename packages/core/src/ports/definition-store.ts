import type { AutomationRule } from '../finding/automation-rule/automation-rule.ts';
import type { EventArchive, EventReplay, EventRule } from '../event/event-rule.ts';
import type { ActionTarget, Insight, SavedView } from '../finding/definitions.ts';
import type { SlackLinkCode, SlackPost } from '../access/slack-link.ts';
import type { Exception, KillSwitch } from '../decision/exception.ts';
import type { StoredPolicy } from '../decision/stored-policy.ts';
import type { StandardSettings } from '../standard/standard-settings.ts';

/** What people define, and how each is known: few things, read often, changed seldom. */
export interface Definitions {
  readonly 'automation-rule': AutomationRule;
  readonly 'action-target': ActionTarget;
  readonly insight: Insight;
  readonly view: SavedView;
  /** Known as `<bus>/<name>`. */
  readonly 'event-rule': EventRule;
  readonly 'event-archive': EventArchive;
  readonly 'event-replay': EventReplay;
  /** One, known as `settings`. */
  readonly standards: StandardSettings;
  /** How far a Security Hub was read, by account and region. */
  readonly 'import-cursor': ImportCursor;
  /** Those that people and Trueup itself have placed; known by their id. */
  readonly exception: Exception;
  /** See killSwitchKey. */
  readonly 'kill-switch': KillSwitch;
  /** One, known as `policy`: what was applied last. */
  readonly policy: StoredPolicy;
  readonly 'slack-link-code': SlackLinkCode;
  readonly 'slack-post': SlackPost;
}
export type DefinitionKind = keyof Definitions;

export interface ImportCursor {
  /** Findings updated up to here were read. */
  readonly updatedAt: string;
}

export interface Defined<T> {
  readonly key: string;
  readonly value: T;
}

export interface DefinitionStore {
  /** By key, all of them: there are hundreds at most. */
  list<K extends DefinitionKind>(kind: K): Promise<readonly Defined<Definitions[K]>[]>;
  /** In a transaction the row is locked until its end. */
  get<K extends DefinitionKind>(kind: K, key: string): Promise<Definitions[K] | undefined>;
  put<K extends DefinitionKind>(kind: K, key: string, value: Definitions[K]): Promise<void>;
  /** False: there was none. */
  remove(kind: DefinitionKind, key: string): Promise<boolean>;
  /** Rises with every change of one of these kinds: who keeps a copy asks before using it. */
  version(kinds: readonly DefinitionKind[]): Promise<number>;
}
