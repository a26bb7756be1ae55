/** The part of it that tests use: the package brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface Account {
    readonly accountId: string;
    claims(): Readonly<Record<string, unknown>>;
  }

  export class Provider {
    constructor(
      issuer: string,
      configuration: {
        readonly clients: readonly object[];
        readonly claims: Readonly<Record<string, readonly string[]>>;
        readonly pkce: { readonly required: () => boolean };
        readonly cookies: { readonly keys: readonly string[] };
        readonly findAccount: (context: unknown, accountId: string) => Account;
      },
    );
    callback(): (request: IncomingMessage, answer: ServerResponse) => Promise<void>;
  }
}
