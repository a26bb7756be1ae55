import { z } from 'zod';

/** A text that a function reads; what the function throws is the fault. */
export const checkedText = <T>(parse: (text: string) => T): z.ZodType<T> =>
  z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : String(error));
      return z.NEVER;
    }
  });
