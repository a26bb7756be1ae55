import type { AccessKey, Store } from '@trueup/core';
import type { Automations, DocumentParts } from '@trueup/engine';
import type { AdmitKey } from '../access/admit-key.ts';
import type { NoteStranger } from '../access/note-stranger.ts';
import type { Caller } from './caller.ts';
import type { EventsPort } from './events/events-port.ts';
import type { FindingsPort } from './securityhub/findings-port.ts';
import type { StandardsPort } from './securityhub/standards-port.ts';
import type { Input, StructureShape } from './shape.ts';

/** What the operations are made of. */
export interface AwsApiParts {
  readonly store: Store;
  /** Whether a key still stands for someone who may act with it. */
  readonly admits: AdmitKey;
  /** Whom no key and no signature proves is written down. */
  readonly noteStranger: NoteStranger;
  readonly automations: Automations;
  readonly engineParts: DocumentParts;
  readonly findings: FindingsPort;
  readonly standards: StandardsPort;
  readonly events: EventsPort;
}

/** One verified request: who sent it, and where it is meant to act. */
export interface AwsCall extends Caller {
  readonly parts: AwsApiParts;
  readonly caller: AccessKey;
}

export interface AwsOperation {
  readonly input: StructureShape;
  /** Rejects with an AwsError when it is the caller's fault. Gives the output as the wire has it. */
  readonly run: (input: never, call: AwsCall) => Promise<object>;
  /** 1 MB when absent. */
  readonly bodyLimitBytes?: number;
}

/** An operation of REST-JSON: it is asked for by method and path instead of by name. */
export interface RestOperation extends AwsOperation {
  readonly http: HttpBinding;
}

export interface HttpBinding {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As the service model has it: `/insights/{InsightArn+}`, where `+` takes the rest of the path. */
  readonly path: string;
  /** Members of the input that are in the query, under their own names. */
  readonly query?: readonly string[];
}

export function operation<S extends StructureShape>(
  input: S,
  run: (input: Input<S>, call: AwsCall) => Promise<object>,
): AwsOperation {
  return { input, run: (given, call) => run(given, call) };
}

export function restOperation<S extends StructureShape>(
  http: HttpBinding,
  input: S,
  run: (input: Input<S>, call: AwsCall) => Promise<object>,
): RestOperation {
  return { http, ...operation(input, run) };
}
