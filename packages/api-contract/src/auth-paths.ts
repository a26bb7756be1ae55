/** Where a browser logs in and out. These are no operations: they make and end what operations are asked with. */
export const AUTH_PATHS = {
  methods: '/auth/methods',
  logIn: '/auth/login',
  oidcStart: '/auth/oidc/start',
  bootstrap: '/auth/bootstrap',
  session: '/auth/session',
  logOut: '/auth/logout',
} as const;
