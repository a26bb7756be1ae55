import type { Snapshot } from '../resource/snapshot.ts';
import type { Control, ControlParameters } from './control.ts';
import type { Evaluation } from './evaluation.ts';

/** The verdict of a control on a snapshot. A part that was not read is never held against the resource. */
export function judge(control: Control, snapshot: Snapshot, parameters: ControlParameters): Evaluation {
  const missing = snapshot.unread.find((unread) => control.parts.includes(unread.part));
  if (missing) {
    return { kind: 'insufficient-data', reason: `${missing.part} was not read: ${missing.reason}: ${missing.detail}` };
  }
  const absent = control.parts.find((part) => snapshot.configuration[part] === undefined);
  if (absent) return { kind: 'insufficient-data', reason: `${absent} is not in the snapshot` };
  return control.check(snapshot, parameters);
}
