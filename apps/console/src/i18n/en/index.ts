import { first } from './first.ts';
import { rest } from './rest.ts';

/** Every message in English. The keys are the ids; the other languages have exactly these. */
export const en = { ...first, ...rest } as const;
