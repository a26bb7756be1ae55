import type { Delivery, DeliveryProblem, DeliveryStatus } from '../event/event-rule.ts';
import type { EventEnvelope } from '../event/event.ts';
import type { Instant } from '../value/instant.ts';
import type { Page, PageRequest } from './page.ts';

/** A message of a queue that could not be understood or taken in, kept for a person. */
export interface PoisonMessage {
  readonly id: string;
  /** The queue it came from. */
  readonly origin: string;
  readonly body: string;
  readonly reason: string;
  readonly receivedAt: Instant;
}

export interface DeliveryQuery extends PageRequest {
  readonly statuses?: readonly DeliveryStatus[];
  readonly rule?: string;
  readonly bus?: string;
}

export interface EventStore {
  /** Each is due at its own time. */
  addDeliveries(deliveries: readonly Delivery[]): Promise<void>;
  /**
   * Takes what is due for `leaseMs`; what was taken and not settled is due again then. At most `perTarget` at once of
   * one target, those under way counted, so that a slow target keeps no other waiting.
   */
  claimDeliveries(options: {
    readonly limit: number;
    readonly perTarget: number;
    readonly leaseMs: number;
  }): Promise<readonly Delivery[]>;
  /** What is no longer pending stays as it is. */
  settleDelivery(
    id: string,
    outcome:
      | { readonly kind: 'delivered'; readonly at: Instant }
      | { readonly kind: 'again'; readonly dueAt: Instant; readonly problem: DeliveryProblem }
      | { readonly kind: 'dead'; readonly at: Instant; readonly problem: DeliveryProblem },
  ): Promise<void>;
  delivery(id: string): Promise<Delivery | undefined>;
  /** Newest first. */
  deliveries(query: DeliveryQuery): Promise<Page<Delivery>>;
  /** Makes dead ones due at once, with their attempts counted from the start; tells how many. */
  retryDeliveries(ids: readonly string[], at: Instant): Promise<number>;
  /**
   * How long until the next can be taken, at most `most`: with `perTarget`, what waits for a target that has as many
   * under way does not count.
   */
  nextDeliveryMs(most: number, perTarget?: number): Promise<number>;
  removeDeliveriesEndedBefore(at: Instant): Promise<number>;

  archive(archive: string, events: readonly EventEnvelope[]): Promise<void>;
  /** In the order of their time. */
  archived(
    archive: string,
    query: PageRequest & { readonly from?: Instant; readonly to?: Instant },
  ): Promise<Page<EventEnvelope>>;
  archivedCount(archive: string): Promise<{ readonly events: number; readonly bytes: number }>;
  removeArchivedBefore(archive: string, at: Instant): Promise<number>;

  /** Takes the schedule's turn: true for one process alone, when `due` is what the store had. */
  takeTurn(rule: string, due: Instant, next: Instant | undefined): Promise<boolean>;
  /** Sets when a schedule is due next; undefined: never. */
  setTurn(rule: string, next: Instant | undefined): Promise<void>;
  /** Schedules that are due at this instant. */
  dueTurns(at: Instant): Promise<readonly { readonly rule: string; readonly due: Instant }[]>;

  addPoison(messages: readonly PoisonMessage[]): Promise<void>;
  /** Newest first. */
  poison(query: PageRequest): Promise<Page<PoisonMessage>>;
  poisonById(id: string): Promise<PoisonMessage | undefined>;
  removePoison(id: string): Promise<boolean>;
}
