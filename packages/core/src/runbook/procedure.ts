import type { Instant } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';
import type { ApiCall, Performed } from './command.ts';
import type { StepFailure } from './execution-state.ts';

/** What an action that makes several calls does next. */
export type Move =
  /** Make this call. `progress` is what is known so far, and is written to the log before the call goes out. */
  | { readonly kind: 'call'; readonly call: ApiCall; readonly progress: Json }
  /** Look again later, with the call that was just made. Nothing is written: a look costs no row. */
  | { readonly kind: 'again'; readonly afterMs: number }
  /** POST to an integration's address (aws:invokeWebhook), at once: nothing of it is written down. */
  | {
      readonly kind: 'post';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** `result` is what selectors see: an object with the built-in outputs as its keys. */
  | { readonly kind: 'done'; readonly result: JsonObject }
  | { readonly kind: 'failed'; readonly failure: StepFailure };

/** What a call or a POST gave. */
export type Reply = Extract<Performed, { kind: 'answered' | 'failed' }>;

/** What a procedure is told beside its progress. */
export interface ProcedureContext {
  readonly inputs: JsonObject;
  /** The same for every try of the attempt, for idempotency tokens and names. */
  readonly token: string;
  readonly startedAt: Instant;
  readonly now: Instant;
  /** A worker that is gone may have made the call of this progress already. */
  readonly resumed?: boolean;
}

/**
 * An action of several calls as a pure machine. A worker may die after any call: the next one asks `resume` with the
 * last progress that was written, so a call is made again at most once more and must then tell that it was done before
 * (its token, or its name already taken by what this attempt made).
 */
export interface Procedure {
  /** Checks the inputs and gives the first call. `invalid` fails the step in stage InputValidation. */
  begin(context: ProcedureContext): Move | { readonly kind: 'invalid'; readonly reason: string };
  /** The call that belongs to a progress, for a worker that takes over. */
  resume(context: ProcedureContext, progress: Json): Extract<Move, { kind: 'call' }>;
  /** What follows the reply to the call of this progress. */
  next(context: ProcedureContext, progress: Json, reply: Reply): Move;
  /** The call that ends what the step began, when it is cancelled or timed out: CancelCommand, StopExecution. */
  stop?(context: ProcedureContext, progress: Json): ApiCall | undefined;
}
