/** Names the person whom the holder of the admin token acts for. */
export const ACTOR_HEADER = 'x-trueup-actor';
