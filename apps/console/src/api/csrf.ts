let csrf = '';

/** The proof of origin of the session that is open; empty before a log-in. */
export const currentCsrf = (): string => csrf;

export function keepCsrf(next: string): void {
  csrf = next;
}
