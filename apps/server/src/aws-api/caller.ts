import type { Actor, Scope } from '@trueup/core';

/** For whom a request of the AWS-compatible API is carried out. */
export interface Caller {
  /** Named as the access key is. */
  readonly actor: Actor;
  /** The account of the key, and the region that the signature is for. */
  readonly scope: Scope;
}
