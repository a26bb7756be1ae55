import type { LibraryEntry } from '@trueup/core';
import { catalogue } from './catalogue.ts';

/** The entry of a control by its id. @throws when the library has no such control. */
export function libraryEntry(id: string): LibraryEntry {
  const entry = catalogue.find(({ control }) => control.id === id);
  if (entry) return entry;
  throw new Error(`no control ${id}: expected one of ${catalogue.map(({ control }) => control.id).join(', ')}`);
}
