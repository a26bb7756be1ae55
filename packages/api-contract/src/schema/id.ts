import { z } from 'zod';

/** The id of a thing of ours. It starts with a letter or digit, so that no id is a step such as `..` in a URL. */
export const id = z.string().regex(/^[A-Za-z0-9][\w.:-]{0,199}$/, 'expected an id');
