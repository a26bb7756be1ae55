import { readCheckpoint, type Checkpoint, type RecordStore } from '@trueup/core';

/** The one that was signed last, out of its own record; undefined: none yet. */
export async function lastCheckpoint({ list }: Pick<RecordStore, 'list'>): Promise<Checkpoint | undefined> {
  const [record] = (await list({ actions: ['checkpoint.signed'], limit: 1 })).items;
  return record && readCheckpoint(record.detail['checkpoint']);
}
