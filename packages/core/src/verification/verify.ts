import type { Control, ControlParameters } from '../control/control.ts';
import { judge } from '../control/judge.ts';
import type { Reading, Snapshot } from '../resource/snapshot.ts';
import { differences, type Difference } from '../value/difference.ts';
import type { JsonObject } from '../value/json.ts';

/** Why a verification could not say yes or no. Closed list. */
export const INCONCLUSIVE_REASONS = ['unread', 'gone', 'insufficient-data', 'unplanned-change', 'no-check'] as const;
export type InconclusiveReason = (typeof INCONCLUSIVE_REASONS)[number];

/** Whether the resource is really right now. Only this closes a finding. */
export type Verification =
  | { readonly kind: 'verified' }
  | { readonly kind: 'still-non-compliant'; readonly detail: string }
  | {
      readonly kind: 'inconclusive';
      readonly reason: InconclusiveReason;
      readonly detail: string;
      /** Leaves that changed though the plan did not say so. */
      readonly unplanned?: readonly Difference[];
    };

export interface VerificationInput {
  readonly control: Control;
  readonly parameters: ControlParameters;
  /** Absent: the check alone decides. */
  readonly expected?: JsonObject;
  readonly reading: Reading;
}

/** A repair is verified when the same check that found the fault passes and nothing but the plan's change is seen. */
export function verifyRepair({ control, parameters, expected, reading }: VerificationInput): Verification {
  if (reading.kind !== 'read') return notRead(reading);
  const evaluation = judge(control, reading.snapshot, parameters);
  if (evaluation.kind === 'insufficient-data') {
    return { kind: 'inconclusive', reason: 'insufficient-data', detail: evaluation.reason };
  }
  if (evaluation.kind === 'non-compliant') return { kind: 'still-non-compliant', detail: evaluation.reason };
  return expected ? asExpected(control, expected, reading.snapshot) : { kind: 'verified' };
}

/** An undo is verified when the resource reads as it did before the repair. */
export function verifyUndo({
  control,
  expected,
  reading,
}: VerificationInput & { readonly expected: JsonObject }): Verification {
  if (reading.kind !== 'read') return notRead(reading);
  return asExpected(control, expected, reading.snapshot);
}

function notRead(reading: Exclude<Reading, { kind: 'read' }>): Verification {
  return reading.kind === 'gone'
    ? { kind: 'inconclusive', reason: 'gone', detail: 'the resource no longer exists' }
    : { kind: 'inconclusive', reason: 'unread', detail: `${reading.reason}: ${reading.detail}` };
}

function asExpected(control: Control, expected: JsonObject, snapshot: Snapshot): Verification {
  const unread = snapshot.unread[0];
  if (unread) {
    return { kind: 'inconclusive', reason: 'unread', detail: `${unread.part}: ${unread.reason}: ${unread.detail}` };
  }
  const unplanned = differences(comparable(control, expected), comparable(control, snapshot.configuration));
  if (unplanned.length === 0) return { kind: 'verified' };
  return {
    kind: 'inconclusive',
    reason: 'unplanned-change',
    detail: `${unplanned.length} value(s) differ from the plan`,
    unplanned,
  };
}

/** A configuration without the members that move by themselves. */
export function comparable(control: Pick<Control, 'volatile'>, configuration: JsonObject): JsonObject {
  return (control.volatile ?? []).reduce<JsonObject>((rest, path) => without(rest, path.split('.')), configuration);
}

function without(object: JsonObject, [key, ...rest]: readonly string[]): JsonObject {
  if (key === undefined || !(key in object)) return object;
  const { [key]: member, ...others } = object;
  if (rest.length === 0) return others;
  return typeof member === 'object' && member !== null && !Array.isArray(member)
    ? { ...others, [key]: without(member as JsonObject, rest) }
    : object;
}
