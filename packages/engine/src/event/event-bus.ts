import type { EventEnvelope, EventRule, Stores } from '@trueup/core';

/** Where events go: to the rules that they match, and into archives. */
export interface EventBus {
  /**
   * Writes what the events cause, in the transaction at hand: a delivery for each target of each rule that matches, and
   * what archives keep. So nothing is delivered of what did not happen, and nothing that happened is lost.
   */
  publish(stores: Stores, events: readonly EventEnvelope[], options?: PublishOptions): Promise<void>;
  /** The events of a schedule's turn go to that rule alone. */
  publishTo(stores: Stores, rule: EventRule, event: EventEnvelope): Promise<void>;
  /** Calls back when deliveries may be due. */
  onPublished(listener: () => void): () => void;
  /** Tells the listeners: after the commit. */
  announce(): void;
}

export interface PublishOptions {
  /** The default bus when absent. */
  readonly bus?: string;
  /** Replayed events go to rules of the account whose replay it is, or to some of them by name; and into no archive. */
  readonly replay?: { readonly account: string; readonly rules?: readonly string[] };
}
