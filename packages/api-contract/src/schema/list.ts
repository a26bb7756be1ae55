import { z } from 'zod';

/** A list that nobody who receives it may change. */
export const list = <T extends z.ZodType>(item: T): z.ZodReadonly<z.ZodArray<T>> => z.array(item).readonly();
