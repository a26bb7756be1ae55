import type { Command } from './command.ts';
import { isCompleted, chosenStep } from './signals.ts';
import { end, type Position } from './position.ts';
import { start } from './start-step.ts';

/** Goes on with a step of the document. In Interactive mode whoever drives it says which one, and when (2.9). */
export function goTo(position: Position, name: string): Command {
  const { state, cancellation } = position;
  if (state.mode === 'Interactive' && cancellation.kind === 'none') return asTold(position);
  return isCompleted(state) ? end(position) : start(position, name);
}

/** The list is at its end. In Interactive mode a step may still be chosen, until someone says it is complete. */
export function atEnd(position: Position): Command {
  const { state, cancellation } = position;
  return state.mode === 'Interactive' && cancellation.kind === 'none' ? asTold(position) : end(position);
}

function asTold(position: Position): Command {
  const chosen = chosenStep(position.state);
  if (chosen !== undefined) return start(position, chosen);
  return isCompleted(position.state) ? end(position) : { kind: 'wait', for: 'signal' };
}
