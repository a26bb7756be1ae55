import { everywhere } from './everywhere.ts';
import { overview } from './overview.ts';
import { problems } from './problems.ts';
import { session } from './session.ts';
import { shell } from './shell.ts';
import { values } from './values.ts';

/** What the frame and the first page say: loaded before anything is shown. */
export const first = {
  ...everywhere,
  ...overview,
  ...problems,
  ...session,
  ...shell,
  ...values,
} as const;
