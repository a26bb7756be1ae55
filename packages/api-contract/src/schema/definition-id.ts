import { z } from 'zod';

/** The last part of an ARN, or all of it where two accounts have the same. */
export const definitionId = z
  .string()
  .regex(/^[A-Za-z0-9][\w.:/-]{0,255}$/, 'expected an id, or the ARN that it is the end of');
