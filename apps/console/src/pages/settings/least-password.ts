/** Of a new password; the server says so too. */
export const LEAST_PASSWORD = 12;
