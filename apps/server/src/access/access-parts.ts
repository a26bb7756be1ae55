import type { AccountPlace, Clock, IdentityStore, Ids, RecordStore } from '@trueup/core';
import type { ScopedObject } from '@trueup/api-contract';

/** What is read and written of people. */
export interface AccessStores {
  readonly identities: IdentityStore;
  readonly records: Pick<RecordStore, 'append'>;
}

/** What telling people apart, and holding them to their accounts, is made of. */
export interface AccessParts {
  readonly store: AccessStores & { transaction<T>(work: (stores: AccessStores) => Promise<T>): Promise<T> };
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'uuid'>;
  /** The accounts of the policy, with the units that grants name. Empty where the policy cannot be read. */
  readonly places: () => Promise<readonly AccountPlace[]>;
  /** Every account that an object is about. Undefined: there is no such object. */
  readonly accountsOf: (what: ScopedObject, id: string) => Promise<readonly string[] | undefined>;
}
