import type { Messages } from '../words.ts';
import { first } from './first.ts';
import { rest } from './rest.ts';

export const ja: Messages = { ...first, ...rest };
