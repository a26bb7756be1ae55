import type { Ids, RecordStore, Store, Stores } from '@trueup/core';
import type { EventBus } from './event-bus.ts';
import { recordEvent } from './record-event.ts';

/** A store whose records are events as well: what is recorded is published in the same transaction. */
export function publishingStore(store: Store, bus: EventBus, ids: Ids): Store {
  const transaction: Store['transaction'] = async (work) => {
    const result = await store.transaction((stores) => work(publishing(stores, bus, ids)));
    bus.announce();
    return result;
  };
  return {
    ...store,
    records: {
      ...store.records,
      append: (records) => transaction((stores) => stores.records.append(records)),
    },
    transaction,
  };
}

function publishing(stores: Stores, bus: EventBus, ids: Ids): Stores {
  const append: RecordStore['append'] = async (records) => {
    const appended = await stores.records.append(records);
    await bus.publish(
      stores,
      records.map((record) => recordEvent(record, ids)),
    );
    return appended;
  };
  return { ...stores, records: { ...stores.records, append } };
}
