import { z } from 'zod';
import { list } from './list.ts';

export const pageRequest = {
  limit: z.number().int().min(1).max(1000).exactOptional().meta({ description: 'Items a page; 100 when absent.' }),
  cursor: z.string().min(1).max(2000).exactOptional().meta({ description: '`next` of the page before.' }),
};

/** A page in a stable order. `next` is opaque; absent on the last page. */
export const page = <T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodReadonly<z.ZodArray<T>>; next: z.ZodExactOptional<z.ZodString> }> =>
  z.object({ items: list(item), next: z.string().exactOptional() });
