import { fileURLToPath } from 'node:url';

/** Where `npm run build` puts the console. */
export const CONSOLE_FOLDER = fileURLToPath(new URL('../../console/dist', import.meta.url));
