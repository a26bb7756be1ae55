/** Where a browser logs in and out. These are no operations: they make and end what operations are asked with. */
export const AUTH_PATHS = {
  methods: '/auth/methods',
  logIn: '/auth/login',
  oidcStart: '/auth/oidc/start',
  bootstrap: '/auth/bootstrap',
  session: '/auth/session',
  logOut: '/auth/logout',
} as const;

/** In the search of the log-in page: the code of the problem with which the way over the identity provider ended. */
export const LOG_IN_FAILED = 'log-in-failed';

/** Where a log-in at the identity provider begins; it ends at `to`, a path of the console with its search. */
export const oidcStartAt = (to: string): string => `${AUTH_PATHS.oidcStart}?${new URLSearchParams({ to }).toString()}`;
