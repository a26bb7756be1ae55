import { msBetween, type Instant } from '../../value/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import type { ApiCall } from '../command.ts';
import { invalid } from '../input-checks.ts';
import type { Move, Procedure, ProcedureContext, Reply } from '../procedure.ts';
import { PASSING_FAILURES, POLL_INTERVAL_MS } from '../undocumented.ts';
import { actionFailedMessage } from '../failure-message.ts';
import type { ProcedureAction } from './action-inputs.ts';
import { clientToken } from './client-token.ts';
import { readInputs } from './read-inputs.ts';

/** How far an attempt has come: its stage, and what is known there. */
export interface Progress extends JsonObject {
  readonly stage: string;
}

/** What a stage is told: the inputs are checked, and the token is one that AWS takes. */
export type StageContext = ProcedureContext;

export type Refusal = Extract<Reply, { kind: 'failed' }>;

/** What follows a call: another stage, or an end of the looking. */
export type Next =
  { readonly kind: 'go'; readonly progress: Progress } | Extract<Move, { kind: 'again' | 'done' | 'failed' }>;

/** One call and what its answer means. */
export interface Stage {
  /** Reads are repeated where the failure may pass. A write that fails ends the step: the door has tried it again. */
  readonly access: 'read' | 'write';
  call(context: StageContext, progress: Progress): ApiCall;
  answered(context: StageContext, progress: Progress, answer: JsonObject): Next;
  /** For the refusals that mean more than a failure here. */
  refused?(context: StageContext, progress: Progress, refusal: Refusal): Next | undefined;
}

export interface Stages {
  /** A fault of the inputs beyond their types. */
  check?(inputs: JsonObject): string | undefined;
  begin(context: StageContext): Next;
  readonly stages: Readonly<Record<string, Stage>>;
  stop?(context: StageContext, progress: Progress): ApiCall | undefined;
}

export const go = (stage: string, known: JsonObject = {}): Next => ({ kind: 'go', progress: { ...known, stage } });
export const again: Next = { kind: 'again', afterMs: POLL_INTERVAL_MS };
export const done = (result: JsonObject): Next => ({ kind: 'done', result });

export function failed(action: ProcedureAction, detail: string): Extract<Next, { kind: 'failed' }> {
  return {
    kind: 'failed',
    failure: { stage: 'Invocation', type: 'Action', message: actionFailedMessage(action, detail) },
  };
}

/** Throttling and faults of the service pass; that a stand-in lacks the operation does not. */
export function mayPass({ code, failure }: Refusal): boolean {
  return PASSING_FAILURES.includes(failure.type) && code !== 'NotImplemented';
}

/** AWS may not know yet what it has just made. After this time what is not found is gone. */
const VISIBLE_WITHIN_MS = 120_000;

/** Whether something made at `since` may still be invisible. */
export function mayAppear(since: string, now: Instant): boolean {
  return msBetween(since, now) < VISIBLE_WITHIN_MS;
}

/** An action as stages that follow each other. The progress of an attempt names its stage. */
export function staged(action: ProcedureAction, { check, begin, stages, stop }: Stages): Procedure {
  const stageOf = ({ stage }: Progress): Stage => {
    const found = Object.hasOwn(stages, stage) ? stages[stage] : undefined;
    if (!found) throw new Error(`${action} has no stage ${stage}`);
    return found;
  };
  const callOf = (context: StageContext, progress: Progress): Extract<Move, { kind: 'call' }> => ({
    kind: 'call',
    call: stageOf(progress).call(context, progress),
    progress,
  });
  const moveOf = (context: StageContext, next: Next): Move =>
    next.kind === 'go' ? callOf(context, next.progress) : next;
  return {
    begin(given) {
      const read = readInputs(action, given.inputs);
      if (read.kind === 'invalid') return read;
      const fault = check?.(read.inputs);
      if (fault !== undefined) return invalid(fault);
      const context = stageContext(given, read.inputs);
      return moveOf(context, begin(context));
    },
    resume: (given, progress) => callOf(checkedContext(action, given), progressOf(action, progress)),
    next(given, json, reply) {
      const context = checkedContext(action, given);
      const progress = progressOf(action, json);
      const stage = stageOf(progress);
      if (reply.kind === 'answered') {
        const answer = isJsonObject(reply.result) ? reply.result : {};
        return moveOf(context, stage.answered(context, progress, answer));
      }
      return moveOf(context, stage.refused?.(context, progress, reply) ?? afterRefusal(stage, reply));
    },
    ...(stop && { stop: (given, progress) => stop(checkedContext(action, given), progressOf(action, progress)) }),
  };
}

function afterRefusal(stage: Stage, refusal: Refusal): Next {
  return stage.access === 'read' && mayPass(refusal) ? again : { kind: 'failed', failure: refusal.failure };
}

function stageContext(given: ProcedureContext, inputs: JsonObject): StageContext {
  return { ...given, inputs, token: clientToken(given.token) };
}

function checkedContext(action: ProcedureAction, given: ProcedureContext): StageContext {
  const read = readInputs(action, given.inputs);
  if (read.kind === 'invalid') throw new Error(`${action} was begun with inputs that are not valid: ${read.reason}`);
  return stageContext(given, read.inputs);
}

function progressOf(action: ProcedureAction, progress: Json): Progress {
  if (isJsonObject(progress) && typeof progress['stage'] === 'string') return { ...progress, stage: progress['stage'] };
  throw new Error(`the progress of ${action} names no stage`);
}
