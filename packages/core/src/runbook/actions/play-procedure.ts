import { instantAfter, type Instant } from '../../value/instant.ts';
import type { Json, JsonObject } from '../../value/json.ts';
import type { ApiCall } from '../command.ts';
import type { Move, Procedure, ProcedureContext, Reply } from '../procedure.ts';

/** Plays procedures in tests: the engine's loop without an engine, against a cloud that is a function. */

export const START: Instant = '2026-01-31T09:30:00.000Z';

type Post = Extract<Move, { kind: 'post' }>;

/** Stands for AWS and for the receiver of a webhook. */
export interface PlayedCloud {
  call(call: ApiCall, now: Instant): Reply;
  post?(post: Post): Reply;
}

export interface PlayOptions {
  readonly token?: string;
  /** Calls after which the worker dies before it wrote anything, counted from 0. The next worker comes a lease later. */
  readonly deaths?: readonly number[];
  /** Time that an attempt has. */
  readonly timeoutMs?: number;
}

export interface Played {
  readonly end: Extract<Move, { kind: 'done' | 'failed' }> | { readonly kind: 'timed-out' };
  readonly calls: readonly ApiCall[];
  /** What was written down, in order. */
  readonly progress: readonly Json[];
  readonly now: Instant;
  /** The call for a step that is stopped after its last written progress. */
  readonly stop: ApiCall | undefined;
}

const LEASE_MS = 10_000;

export function play(procedure: Procedure, inputs: JsonObject, cloud: PlayedCloud, options: PlayOptions = {}): Played {
  const { token = 'execution-step-1', deaths = [], timeoutMs = 3_600_000 } = options;
  let now = START;
  const calls: ApiCall[] = [];
  const progress: Json[] = [];
  const context = (): ProcedureContext => ({ inputs, token, startedAt: START, now });
  const ended = (end: Played['end']): Played => {
    const last = progress.at(-1);
    const stop = last === undefined ? undefined : procedure.stop?.(context(), last);
    return { end, calls, progress, now, stop };
  };
  const first = procedure.begin(context());
  if (first.kind === 'invalid') throw new Error(first.reason);
  let move: Move = first;
  while (now < instantAfter(START, timeoutMs)) {
    if (move.kind === 'done' || move.kind === 'failed') return ended(move);
    if (move.kind === 'again') now = instantAfter(now, move.afterMs);
    else if (move.kind === 'call') progress.push(throughJson(move.progress));
    const last = progress.at(-1) ?? null;
    let reply: Reply;
    if (move.kind === 'post') {
      const { url, headers, body } = move;
      reply = cloud.post?.({ kind: 'post', url, headers, body }) ?? unexpected('a POST');
    } else {
      const resumed = procedure.resume(context(), last);
      if (resumed.kind !== 'call') throw new Error('a worker that takes over must have a call to make');
      calls.push(resumed.call);
      reply = cloud.call(resumed.call, now);
      if (deaths.includes(calls.length - 1)) {
        now = instantAfter(now, LEASE_MS);
        move = { kind: 'again', afterMs: 0 };
        continue;
      }
    }
    move = procedure.next(context(), last, reply);
  }
  return ended({ kind: 'timed-out' });
}

function unexpected(what: string): never {
  throw new Error(`${what} was not expected`);
}

/** As the log would give it back. */
function throughJson(value: Json): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

export const answered = (result: JsonObject): Reply => ({ kind: 'answered', result });

/** A refusal as the engine words it. */
export function refused(
  code: string,
  message = 'it was refused',
  type: 'Action' | 'Permission' | 'Throttling' | 'Internal' = 'Action',
): Reply {
  const text = `Step fails when it is Execute/Cancelling action. An error occurred (${code}) when calling the Some operation: ${message}. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.`;
  return {
    kind: 'failed',
    code,
    retryable: type === 'Throttling' || type === 'Internal',
    failure: { stage: 'Invocation', type, message: text },
  };
}

/** A cloud that gives these replies one after the other, and the last one for ever. */
export function replies(...list: readonly Reply[]): PlayedCloud {
  let count = 0;
  return {
    call(): Reply {
      const reply = list[Math.min(count, list.length - 1)];
      count += 1;
      return reply ?? unexpected('a call');
    },
  };
}

export function failureOf({ end }: Played): string {
  return end.kind === 'failed' ? end.failure.message : `it ended ${end.kind}`;
}
