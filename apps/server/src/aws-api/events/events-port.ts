import type { EventArchive, EventReplay, EventRule, EventTarget, Instant, JsonObject } from '@trueup/core';
import type { Caller } from '../caller.ts';

/**
 * What the operations of EventBridge need of the application. They have checked names, lengths, ARNs and the bus; what
 * a pattern, a schedule or a target's input says is checked behind this port. Everything is the caller's account's, and
 * lists are whole: the operations cut them into pages.
 */
export interface EventsPort {
  /** Makes the rule, or replaces all of it but its targets, who made it and when. */
  putRule(draft: RuleDraft, by: Caller): Promise<RulePut>;
  rule(name: string, by: Caller): Promise<EventRule | undefined>;
  rules(by: Caller): Promise<readonly EventRule[]>;
  setRuleEnabled(name: string, enabled: boolean, by: Caller): Promise<Done | Unknown>;
  deleteRule(name: string, by: Caller): Promise<Done | Unknown | { readonly kind: 'has-targets' }>;
  /** All of them or none. One whose id the rule has already is replaced. */
  putTargets(rule: string, targets: readonly EventTarget[], by: Caller): Promise<TargetsPut>;
  /** `missing`: ids that the rule does not have; the others are removed. */
  removeTargets(
    rule: string,
    ids: readonly string[],
    by: Caller,
  ): Promise<{ readonly kind: 'removed'; readonly missing: readonly string[] } | Unknown>;

  /** One outcome an event, in their order. */
  putEvents(events: readonly NewEvent[], by: Caller): Promise<readonly EventPut[]>;
  /** Changes nothing. Texts, so that numbers beyond a double keep theirs. */
  testPattern(patternText: string, eventText: string): TestedPattern;

  createArchive(draft: ArchiveDraft, by: Caller): Promise<ArchiveCreated>;
  /** What `changes` does not name stays. */
  updateArchive(name: string, changes: ArchiveChanges, by: Caller): Promise<ArchiveUpdated>;
  deleteArchive(name: string, by: Caller): Promise<Done | Unknown>;
  archive(name: string, by: Caller): Promise<ArchiveView | undefined>;
  archives(by: Caller): Promise<readonly ArchiveView[]>;

  startReplay(draft: ReplayDraft, by: Caller): Promise<ReplayStarted>;
  cancelReplay(name: string, by: Caller): Promise<ReplayCancelled>;
  replay(name: string, by: Caller): Promise<EventReplay | undefined>;
  replays(by: Caller): Promise<readonly EventReplay[]>;
}

interface Done {
  readonly kind: 'done';
}

/** The caller's account has none of this name. */
interface Unknown {
  readonly kind: 'unknown';
}

interface TooMany {
  readonly kind: 'too-many';
  /** A sentence that names the limit. */
  readonly reason: string;
}

interface InvalidPattern {
  readonly kind: 'invalid-pattern';
  /** `Event pattern is not valid. Reason: …` */
  readonly reason: string;
}

interface RuleDraft {
  readonly name: string;
  readonly bus: string;
  readonly description?: string;
  readonly enabled: boolean;
  /** JSON text as it came. A pattern, a schedule, or both. */
  readonly patternText?: string;
  readonly schedule?: string;
}

type RulePut =
  | { readonly kind: 'put'; readonly rule: EventRule }
  | InvalidPattern
  | { readonly kind: 'invalid-schedule'; readonly reason: string }
  | TooMany;

export type TargetsPut =
  | Done
  | Unknown
  | TooMany
  /** Such as `InputTemplate for target <id> contains invalid placeholder <name>.` */
  | { readonly kind: 'invalid'; readonly reason: string };

export interface NewEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  readonly resources: readonly string[];
  /** Absent: now. */
  readonly time?: Instant;
}

export type EventPut =
  | { readonly kind: 'put'; readonly eventId: string }
  /** `code` as EventBridge has it, such as `InternalFailure`. */
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string };

type TestedPattern =
  | { readonly kind: 'tested'; readonly matches: boolean }
  | InvalidPattern
  | { readonly kind: 'invalid-event'; readonly reason: string };

interface ArchiveDraft {
  readonly name: string;
  readonly bus: string;
  readonly description?: string;
  readonly patternText?: string;
  /** 0: for ever. */
  readonly retentionDays: number;
}

type ArchiveChanges = Partial<Pick<ArchiveDraft, 'description' | 'patternText' | 'retentionDays'>>;

/** An archive with what it holds. */
export interface ArchiveView {
  readonly archive: EventArchive;
  readonly eventCount: number;
  readonly sizeBytes: number;
}

type ArchiveCreated =
  { readonly kind: 'created'; readonly archive: EventArchive } | { readonly kind: 'exists' } | InvalidPattern | TooMany;

type ArchiveUpdated = { readonly kind: 'updated'; readonly archive: EventArchive } | Unknown | InvalidPattern;

interface ReplayDraft {
  readonly name: string;
  /** The archive's name. */
  readonly archive: string;
  readonly bus: string;
  readonly description?: string;
  /** Before `to`. */
  readonly from: Instant;
  readonly to: Instant;
  /** Names of rules; absent: all. */
  readonly rules?: readonly string[];
}

type ReplayStarted =
  | { readonly kind: 'started'; readonly replay: EventReplay }
  | { readonly kind: 'exists' }
  | { readonly kind: 'unknown-archive' }
  | { readonly kind: 'unknown-rule'; readonly rule: string }
  | TooMany;

type ReplayCancelled =
  | { readonly kind: 'cancelling'; readonly replay: EventReplay }
  | Unknown
  /** It has ended, or is being cancelled already. */
  | { readonly kind: 'not-running'; readonly state: EventReplay['state'] };
