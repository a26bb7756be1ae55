import {
  differences,
  judge,
  KNOWN_AFTER_APPLY,
  pathText,
  type Control,
  type ControlParameters,
  type Evaluation,
  type JsonObject,
  type Snapshot,
} from '@trueup/core';

/** What a control says its repair does: the verdict on the repaired resource, and the paths that differ from before. */
export interface Repair {
  readonly verdict: Evaluation['kind'];
  readonly changed: readonly string[];
}

export function repairOf(control: Control, before: Snapshot, parameters: ControlParameters = {}): Repair {
  const configuration = control.repaired(before, parameters);
  return {
    verdict: judge(control, { ...before, configuration }, parameters).kind,
    changed: differences(before.configuration, decided(configuration)).map(({ path }) => pathText(path)),
  };
}

/** What is known only after the change counts as a change here, though it equals anything in a comparison. */
function decided(configuration: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(configuration).replaceAll(KNOWN_AFTER_APPLY, '(decided)')) as JsonObject;
}
