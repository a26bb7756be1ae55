import { ACTION_DEFINITIONS, type ActionDefinition } from '../runbook/action-definition.ts';
import type { Path } from '../runbook/document-source.ts';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';

/**
 * An entry of `mainSteps`, or of a loop's `Steps`, read without judging: what is not of its type is left out. So a
 * document with one fault is still checked for all others.
 */
export interface LintedStep {
  readonly name: string;
  readonly action: string;
  readonly path: Path;
  readonly raw: JsonObject;
  readonly inputs: JsonObject;
  readonly outputs: readonly LintedOutput[];
  readonly isEnd: boolean;
  readonly nextStep?: string;
  /** The target of `onFailure: step:X`. */
  readonly failureStep?: string;
  readonly goesOnAfterFailure: boolean;
  readonly cancelStep?: string;
  /** The aws:loop around it. */
  readonly loop?: LintedStep;
}

interface LintedOutput {
  readonly name: string;
  readonly selector: string;
  readonly type: string;
  readonly path: Path;
}

/** Steps in the order of the text, a loop before the steps inside of it. */
export function lintedSteps(root: Json): readonly LintedStep[] {
  return isJsonObject(root) ? stepsOf(root['mainSteps'] ?? null, ['mainSteps']) : [];
}

const MOST_NESTED = 20;

function stepsOf(list: Json, path: Path, loop?: LintedStep): readonly LintedStep[] {
  if (!Array.isArray(list) || path.length > MOST_NESTED) return [];
  return (list as readonly Json[]).flatMap((raw, index) => {
    const step = stepOf(raw, [...path, index], loop);
    if (!step) return [];
    const inner = step.action === 'aws:loop' ? (step.inputs['Steps'] ?? null) : null;
    return [step, ...stepsOf(inner, [...step.path, 'inputs', 'Steps'], step)];
  });
}

function stepOf(raw: Json, path: Path, loop?: LintedStep): LintedStep | undefined {
  if (!isJsonObject(raw)) return undefined;
  const { name, action, inputs, nextStep, onFailure, onCancel, isEnd } = raw;
  if (typeof name !== 'string' || typeof action !== 'string') return undefined;
  const failureStep = target(onFailure);
  const cancelStep = target(onCancel);
  return {
    name,
    action,
    path,
    raw,
    inputs: isJsonObject(inputs) ? inputs : {},
    outputs: outputsOf(raw['outputs'] ?? null, [...path, 'outputs']),
    isEnd: isEnd === true || (typeof isEnd === 'string' && isEnd.toLowerCase() === 'true'),
    ...(typeof nextStep === 'string' ? { nextStep } : {}),
    ...(failureStep === undefined ? {} : { failureStep }),
    goesOnAfterFailure: onFailure === 'Continue',
    ...(cancelStep === undefined ? {} : { cancelStep }),
    ...(loop ? { loop } : {}),
  };
}

function target(written: Json | undefined): string | undefined {
  return typeof written === 'string' && written.startsWith('step:') ? written.slice('step:'.length).trim() : undefined;
}

function outputsOf(written: Json, path: Path): readonly LintedOutput[] {
  const single = isJsonObject(written);
  const list = single ? [written] : Array.isArray(written) ? (written as readonly Json[]) : [];
  return list.flatMap((output, index) => {
    if (!isJsonObject(output)) return [];
    const { Name, Selector, Type } = output;
    if (typeof Name !== 'string' || typeof Selector !== 'string' || typeof Type !== 'string') return [];
    return [{ name: Name, selector: Selector, type: Type, path: single ? path : [...path, index] }];
  });
}

/** Undefined for an action that there is not. */
export function definitionOf({ action }: Pick<LintedStep, 'action'>): ActionDefinition | undefined {
  const definitions: Readonly<Record<string, ActionDefinition>> = ACTION_DEFINITIONS;
  return Object.hasOwn(definitions, action) ? definitions[action] : undefined;
}

/** Types of everything that a step gives, by name. */
export function outputTypes(step: LintedStep): ReadonlyMap<string, string> {
  return new Map([
    ...Object.entries(definitionOf(step)?.outputs ?? {}),
    ...step.outputs.map(({ name, type }) => [name, type] as const),
  ]);
}
