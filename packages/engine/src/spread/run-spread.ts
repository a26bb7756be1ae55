import { readStored } from '../automation/new-automation.ts';
import { finishAutomation } from '../execute/finish-automation.ts';
import { journalOf, writeSegment, type Rest, type Segment } from '../execute/segment.ts';
import { driveSpread } from './drive-spread.ts';
import { storedSpread } from './stored-spread.ts';

/** One segment of an execution that is spread. */
export async function runSpread(segment: Segment): Promise<Rest> {
  const { parts, lease, execution, signals } = segment;
  const { spread } = execution;
  if (!spread) throw new Error(`execution ${execution.id} is not spread`);
  // Which accounts may be entered is settled anew before AWS is asked for anything.
  const accounts = await parts.accounts();
  return driveSpread(
    storedSpread({
      store: parts.store,
      door: parts.door,
      digest: parts.digest,
      now: () => parts.clock.now(),
      accounts,
      stored: (document, place) => readStored(parts, document, place),
      lease,
      execution: { ...execution, spread },
      signals,
      journal: journalOf(segment),
      write: (patch) => writeSegment(segment, patch),
      finish: (end) => finishAutomation(segment, end),
    }),
  );
}
