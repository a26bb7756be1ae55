import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { OPERATORS } from './condition.ts';
import type { Path } from './document-source.ts';
import type { Faults } from './faults.ts';

const LOGIC = ['And', 'Or', 'Not'] as const;

/** Checks the inputs of an aws:branch (automation-documents, 4.3). Targets are checked with those of other steps. */
export function checkChoices(faults: Faults, step: string, choices: Json, path: Path): void {
  if (!Array.isArray(choices) || choices.length === 0) {
    faults.problem(path, `"Choices" of step ${step} is not a list of at least one choice.`);
    return;
  }
  (choices as readonly Json[]).forEach((choice, index) => {
    const at = [...path, index];
    if (!isJsonObject(choice)) faults.problem(at, `A choice of step ${step} is not a map.`);
    else {
      if (typeof choice['NextStep'] !== 'string') faults.problem(at, `Missing "NextStep" in a choice of step ${step}.`);
      const { NextStep: _target, ...condition } = choice;
      checkCondition(faults, step, condition, at);
    }
  });
}

/** Checks one condition, of a choice or of a loop. */
export function checkCondition(faults: Faults, step: string, condition: Json, path: Path): void {
  if (!isJsonObject(condition)) {
    faults.problem(path, `A condition of step ${step} is not a map.`);
    return;
  }
  const form = LOGIC.find((key) => condition[key] !== undefined);
  if (form) checkLogic(faults, step, condition, form, path);
  else checkComparison(faults, step, condition, path);
}

function checkLogic(
  faults: Faults,
  step: string,
  condition: JsonObject,
  form: (typeof LOGIC)[number],
  path: Path,
): void {
  refuseBeside(faults, step, condition, [form], path);
  const operand = condition[form] ?? null;
  if (form === 'Not') {
    checkCondition(faults, step, operand, [...path, form]);
    return;
  }
  const operands = Array.isArray(operand) ? (operand as readonly Json[]) : [];
  if (operands.length < 2) {
    // The service's own words, slip included (1.8.1).
    faults.problem(
      [...path, form],
      `Expect at lease two expressions for operator: ${form} in step: ${step}. Provided: ${operands.length}`,
    );
  }
  operands.forEach((one, index) => {
    checkCondition(faults, step, one, [...path, form, index]);
  });
}

function checkComparison(faults: Faults, step: string, condition: JsonObject, path: Path): void {
  const operators = OPERATORS.filter((operator) => condition[operator] !== undefined);
  refuseBeside(faults, step, condition, ['Variable', ...operators], path);
  if (condition['Variable'] === undefined) faults.problem(path, `Missing "Variable" in a condition of step ${step}.`);
  if (operators.length !== 1) {
    faults.problem(
      path,
      `A condition of step ${step} has ${operators.length} operators. It takes one of ${OPERATORS.join(', ')}.`,
    );
  }
}

function refuseBeside(faults: Faults, step: string, of: JsonObject, known: readonly string[], path: Path): void {
  for (const key of Object.keys(of).filter((name) => !known.includes(name))) {
    faults.problem([...path, key], `Unsupported operator: ${key} in step: ${step}`, 'key');
  }
}
