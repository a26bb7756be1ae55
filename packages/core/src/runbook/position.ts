import type { Instant } from '../value/instant.ts';
import type { Cancellation } from './cancellation.ts';
import type { Command } from './command.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { finish } from './finish.ts';

/** All that decides what comes next. */
export interface Position {
  readonly document: RunbookDocument;
  readonly state: ExecutionState;
  readonly now: Instant;
  readonly cancellation: Cancellation;
}

export const append = (event: StepEvent): Command => ({ kind: 'append', event });

export function end({ document, state }: Position): Command {
  return finish(document, state);
}
