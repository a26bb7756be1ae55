import type { RunbookDocument, Step } from '../runbook/document.ts';
import { ACTION_DEFINITIONS, OUTPUT_PAYLOAD } from '../runbook/action-definition.ts';
import type { StepEvent } from '../runbook/execution-state.ts';
import { loopValues } from '../runbook/loop-bounds.ts';
import { stepExecutions, type StepExecution } from '../runbook/step-executions.ts';
import { knownStep } from '../runbook/step-named.ts';
import { wireJson, wireStrings } from '../runbook/wire-strings.ts';
import type { Json, JsonObject } from '../value/json.ts';
import { validNextSteps } from './next-steps.ts';
import type { SsmStepExecution, WireMap } from './ssm-shapes.ts';

/** SSM's StepExecutions of an execution that runs steps of its own: those not reached as well, as Pending. */
export function stepShapes(document: RunbookDocument, log: readonly StepEvent[]): readonly SsmStepExecution[] {
  return stepExecutions(document, { log }).map((run) => stepShape(document, log, run));
}

function stepShape(document: RunbookDocument, log: readonly StepEvent[], run: StepExecution): SsmStepExecution {
  const step = knownStep(document, run.name);
  const seconds = step.timeoutSeconds ?? ACTION_DEFINITIONS[step.action].timeoutSeconds;
  return {
    StepName: run.name,
    Action: run.action,
    ...(seconds === undefined ? {} : { TimeoutSeconds: seconds }),
    OnFailure: onFailureText(step),
    MaxAttempts: step.maxAttempts,
    ...(run.startedAt === undefined ? {} : { ExecutionStartTime: run.startedAt }),
    ...(run.finishedAt === undefined ? {} : { ExecutionEndTime: run.finishedAt }),
    StepStatus: run.status,
    ...responseOf(run),
    Inputs: inputsOf(run.inputs ?? {}),
    Outputs: outputsOf(run),
    ...failureOf(run),
    StepExecutionId: run.id,
    OverriddenParameters: {},
    IsEnd: step.isEnd,
    ...(step.nextStep === undefined ? {} : { NextStep: step.nextStep }),
    // The service shows false where the document does not say, though such a step is critical.
    IsCritical: step.isCritical ?? false,
    ValidNextSteps: validNextSteps(document, step),
    ...parentOf(document, log, run),
  };
}

function onFailureText({ onFailure }: Step): string {
  switch (onFailure.kind) {
    case 'abort':
      return 'Abort';
    case 'continue':
      return 'Continue';
    case 'step':
      return `step:${onFailure.step}`;
  }
}

/** Each value as JSON. */
export function inputsOf(inputs: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(present(inputs).map(([name, value]) => [name, wireJson(value)]));
}

/** A value of each name as the lists of strings that the API gives. */
export function wireMap(values: JsonObject): WireMap {
  return Object.fromEntries(present(values).map(([name, value]) => [name, wireStrings(value)]));
}

function present(values: JsonObject): [string, Json][] {
  return Object.entries(values).flatMap(([name, value]): [string, Json][] =>
    value === undefined ? [] : [[name, value]],
  );
}

/** A script's raw result is shown beside what was declared; other actions show their outputs alone. */
function outputsOf({ action, result, outputs = {} }: StepExecution): WireMap {
  const raw = action === 'aws:executeScript' && result !== undefined ? { [OUTPUT_PAYLOAD]: [wireJson(result)] } : {};
  return { ...wireMap(outputs), ...raw };
}

function responseOf({ action, outputs }: StepExecution): Pick<SsmStepExecution, 'ResponseCode' | 'Response'> {
  if (action !== 'aws:runCommand' || outputs === undefined) return {};
  const { ResponseCode, Output } = outputs;
  return {
    ...(ResponseCode === undefined ? {} : { ResponseCode: wireStrings(ResponseCode).join() }),
    ...(Output === undefined ? {} : { Response: wireStrings(Output).join('\n') }),
  };
}

function failureOf({ failure }: StepExecution): Pick<SsmStepExecution, 'FailureMessage' | 'FailureDetails'> {
  if (!failure) return {};
  return {
    FailureMessage: failure.message,
    FailureDetails: { FailureStage: failure.stage, FailureType: failure.type, Details: {} },
  };
}

/** Of a step inside of a loop: the loop, and the iteration that this was. */
function parentOf(
  document: RunbookDocument,
  log: readonly StepEvent[],
  { loop: name, iteration }: StepExecution,
): Pick<SsmStepExecution, 'ParentStepDetails'> {
  if (name === undefined || iteration === undefined) return {};
  const loop = knownStep(document, name);
  const { CurrentIteratorValue: value } = loopValues({ log }, loop, iteration);
  return {
    ParentStepDetails: {
      StepExecutionId: name,
      StepName: name,
      Action: loop.action,
      Iteration: iteration,
      ...(value === undefined ? {} : { IteratorValue: wireStrings(value).join() }),
    },
  };
}
