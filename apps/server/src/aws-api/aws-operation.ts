import type { AccessKey, Actor, Scope, Store } from '@trueup/core';
import type { Automations, DocumentParts } from '@trueup/engine';
import type { Input, StructureShape } from './shape.ts';

/** What the operations are made of. */
export interface AwsApiParts {
  readonly store: Store;
  readonly automations: Automations;
  readonly engineParts: DocumentParts;
}

/** One verified request: who sent it, and where it is meant to act. */
export interface AwsCall {
  readonly parts: AwsApiParts;
  readonly caller: AccessKey;
  readonly actor: Actor;
  /** The account of the key, and the region that the signature is for. */
  readonly scope: Scope;
}

export interface AwsOperation {
  readonly input: StructureShape;
  /** Rejects with an AwsError when it is the caller's fault. Gives the output as the wire has it. */
  readonly run: (input: never, call: AwsCall) => Promise<object>;
}

export function operation<S extends StructureShape>(
  input: S,
  run: (input: Input<S>, call: AwsCall) => Promise<object>,
): AwsOperation {
  return { input, run: (given, call) => run(given, call) };
}
