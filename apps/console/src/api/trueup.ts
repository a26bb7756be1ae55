import { sessionClient, type Trueup } from '@trueup/api-contract';
import { currentCsrf } from './csrf.ts';

/** Trueup as whoever is logged in sees it. */
export const trueup: Trueup = sessionClient({ baseUrl: location.origin, csrf: currentCsrf });
