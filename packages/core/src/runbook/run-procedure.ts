import type { Instant } from '../value/instant.ts';
import type { ApiCall, Command } from './command.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionState } from './execution-state.ts';
import { flightAtEnd, ofRun, tokenOf, type InFlight } from './in-flight.ts';
import { append, type Position } from './position.ts';
import { prepare } from './prepare-work.ts';
import type { Move, Procedure, ProcedureContext } from './procedure.ts';
import { succeed } from './succeed.ts';

export function contextOf(state: ExecutionState, { started }: InFlight, now: Instant): ProcedureContext {
  const resumed = state.resumed ?? false;
  return { inputs: started.inputs, token: tokenOf(state, started), startedAt: started.at, now, resumed };
}

/** Goes on with an action of several calls: its first progress is written, then the call of the last one is made. */
export function continueProcedure(
  position: Position,
  flight: InFlight,
  procedure: Procedure,
  deadlineAt: Instant,
): Command {
  const { state, now } = position;
  const { started, progress } = flight;
  const context = contextOf(state, flight, now);
  if (progress === undefined) {
    const move = procedure.begin(context);
    if (move.kind === 'invalid') throw new Error(`step ${started.step} was started with bad inputs: ${move.reason}`);
    return afterMove(flight, move, now);
  }
  const { call } = procedure.resume(context, progress);
  const work = { kind: 'procedure', call } as const;
  return { kind: 'perform', ...ofRun(started), work, token: tokenOf(state, started), deadlineAt };
}

function afterMove(flight: InFlight, move: Move, now: Instant): Command {
  const run = { ...ofRun(flight.started), at: now };
  switch (move.kind) {
    case 'call':
      return append({ kind: 'step.progressed', ...run, progress: move.progress });
    case 'failed':
      return append({ kind: 'step.failed', ...run, failure: move.failure });
    case 'done':
      return append(succeed(flight, move.result, now));
    case 'again':
    case 'post':
      throw new Error(`step ${flight.step.name} begins with ${move.kind}: it made no call yet`);
  }
}

/** The call that ends what the step in flight began elsewhere, for whoever cancels it or sees it time out (2.7). */
export function stopCall(document: RunbookDocument, state: ExecutionState, now: Instant): ApiCall | undefined {
  const flight = flightAtEnd(document, state);
  if (flight?.progress === undefined) return undefined;
  const prepared = prepare(flight.step.action, flight.started.inputs, flight.started.at);
  if (prepared.kind !== 'procedure') return undefined;
  return prepared.procedure.stop?.(contextOf(state, flight, now), flight.progress);
}
