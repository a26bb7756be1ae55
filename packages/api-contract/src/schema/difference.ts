import { z } from 'zod';
import { json } from './json.ts';
import { list } from './list.ts';

/** One leaf that differs. `path` is keys and indexes from the root; a missing side is absent. */
export const difference = z.object({
  path: list(z.union([z.string(), z.number()])),
  before: json.exactOptional(),
  after: json.exactOptional(),
});
export type Difference = z.output<typeof difference>;
