/** Sent beside the cookie by whoever changes something: see GET /auth/session. */
export const CSRF_HEADER = 'x-trueup-csrf';
