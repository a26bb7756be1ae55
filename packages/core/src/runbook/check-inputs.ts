import { KNOWN_AFTER_APPLY } from '../value/difference.ts';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import { PROCEDURES } from './actions/procedures.ts';
import { checkChoices, checkCondition } from './check-condition.ts';
import { readLoop } from './loop-bounds.ts';
import type { Path } from './document-source.ts';
import type { Action } from './document.ts';
import type { Faults } from './faults.ts';
import { prepare } from './prepare-work.ts';
import { referencesIn } from './reference.ts';

/** Checks what can be known of a step's inputs before it runs: names always, values where they hold no reference. */
export function checkInputs(faults: Faults, step: string, action: Action, inputs: JsonObject, path: Path): void {
  const { required, optional, takesApiParameters } = ACTION_DEFINITIONS[action];
  const missing = required.filter((key) => (inputs[key] ?? undefined) === undefined);
  for (const key of missing) faults.problem(path, `Missing "${key}" in the inputs of step ${step} (${action}).`);
  const accepted = [...required, ...optional];
  for (const key of Object.keys(inputs).filter((name) => !takesApiParameters && !accepted.includes(name))) {
    const message = `Unknown input "${key}" of ${action} in step ${step}. Accepted: ${accepted.join(', ')}.`;
    faults.problem([...path, key], message, 'key');
  }
  if (missing.length > 0) return;
  if (action === 'aws:branch') checkBranch(faults, step, inputs, path);
  else if (action === 'aws:loop') checkLoop(faults, step, inputs, path);
  else checkLiterals(faults, action, inputs, path);
}

function checkBranch(faults: Faults, step: string, inputs: JsonObject, path: Path): void {
  const target = inputs['Default'] ?? undefined;
  if (target !== undefined && typeof target !== 'string') {
    faults.problem([...path, 'Default'], `"Default" of step ${step} is not the name of a step.`);
  }
  checkChoices(faults, step, inputs['Choices'] ?? null, [...path, 'Choices']);
}

/** Exactly one of what is repeated for, and how long (automation-documents, 4.17). */
function checkLoop(faults: Faults, step: string, inputs: JsonObject, path: Path): void {
  const { Iterators, LoopCondition, IteratorDataType } = inputs;
  if ((Iterators === undefined) === (LoopCondition === undefined)) {
    faults.problem(path, `Loop ${step} takes exactly one of "Iterators" and "LoopCondition".`);
  }
  if (LoopCondition !== undefined) checkCondition(faults, step, LoopCondition, [...path, 'LoopCondition']);
  if (IteratorDataType !== undefined && !ITERATOR_TYPES.some((type) => type === IteratorDataType)) {
    const accepted = ITERATOR_TYPES.join(', ');
    faults.problem(
      [...path, 'IteratorDataType'],
      `"IteratorDataType" of loop ${step} is unknown. Accepted: ${accepted}.`,
    );
  }
  const { MaxIterations } = inputs;
  if (MaxIterations === undefined || hasReference(MaxIterations)) return;
  const read = readLoop({ MaxIterations });
  if (read.kind === 'invalid') faults.problem([...path, 'MaxIterations'], `${read.reason}.`);
}

const ITERATOR_TYPES = ['String', 'Integer', 'Boolean', 'StringMap'] as const;

/** Stands for a reference, which may become any value that fits. The far future is after every instant of a sleep. */
const FITTING: JsonObject = {
  Service: 'ec2',
  Api: 'DescribeInstances',
  PropertySelector: '$',
  DesiredValues: ['x'],
  DocumentName: 'x',
  DocumentVersion: '1',
  RuntimeParameters: {},
  Runtime: 'python3.11',
  Handler: 'x',
  Script: 'x',
  InputPayload: {},
  Duration: 'PT1S',
  Timestamp: '1970-01-01T00:00:00Z',
  TimeStamp: '1970-01-01T00:00:00Z',
  Approvers: ['x'],
  MinRequiredApprovals: 1,
  NotificationArn: '',
  Name: 'variable:x',
  Value: '',
  Attachment: 'x',
  Targets: '',
  TargetMaps: '',
  TargetLocations: '',
  Tags: '',
};
const FAR_FUTURE = '9999-01-01T00:00:00.000Z';

/** Inputs without references are what they will be when the step runs, so the run's own check is made now. */
function checkLiterals(faults: Faults, action: Action, inputs: JsonObject, path: Path): void {
  const fitted = Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, hasReference(value ?? null) ? fitting(action, key) : value]),
  );
  const prepared = prepare(action, fitted, FAR_FUTURE);
  if (prepared.kind === 'invalid') faults.problem(path, `${prepared.reason}.`);
}

/** The actions of several calls take an unknown value for any input. */
function fitting(action: Action, key: string): Json {
  if (action in PROCEDURES) return KNOWN_AFTER_APPLY;
  return Object.hasOwn(FITTING, key) ? (FITTING[key] ?? '') : '';
}

function hasReference(value: Json): boolean {
  if (typeof value === 'string') return referencesIn(value).length > 0;
  if (Array.isArray(value)) return (value as readonly Json[]).some(hasReference);
  return isJsonObject(value) && Object.values(value).some((member) => member !== undefined && hasReference(member));
}
