import { isJsonObject, type Json } from '../value/json.ts';
import { checkFlow } from './check-flow.ts';
import { checkReferences } from './check-references.ts';
import type { RunbookDocument } from './document.ts';
import type { Faults } from './faults.ts';
import { readParameters, readVariables } from './read-parameters.ts';
import { readStep, type PlacedStep } from './read-step.ts';
import { readList, readMap, readText, refuseUnknown } from './read-value.ts';
import { textOf } from './text-of.ts';

const TOP_KEYS = [
  'schemaVersion',
  'description',
  'assumeRole',
  'parameters',
  'variables',
  'mainSteps',
  'outputs',
  'files',
];

/** Reads a document's value and checks it as CreateDocument does (automation-documents, 1.8.1). */
export function readDocument(faults: Faults, root: Json): RunbookDocument | undefined {
  if (!isJsonObject(root)) {
    faults.problem([], 'The document is not a map.');
    return undefined;
  }
  refuseUnknown(faults, root, TOP_KEYS, 'the document', []);
  // An unquoted 0.3 is a number to YAML (1.2).
  const version = textOf(root['schemaVersion'] ?? '');
  if (version !== '0.3') faults.problem(['schemaVersion'], `Document schema version is invalid. Value: ${version}`);
  const description = readText(faults, root, 'description', []);
  const assumeRole = readText(faults, root, 'assumeRole', []);
  readMap(faults, root, 'files', []);
  const entries = readList(faults, root, 'mainSteps', []);
  if ((entries?.length ?? 0) === 0) faults.problem(['mainSteps'], 'Missing "mainSteps" in the document.');
  const steps = (entries ?? []).flatMap((entry, index): PlacedStep[] => {
    const step = readStep(faults, entry, ['mainSteps', index]);
    return step ? [{ index, step }] : [];
  });
  const names = stepNames(faults, entries ?? []);
  const document: RunbookDocument = {
    schemaVersion: '0.3',
    ...(description === undefined ? {} : { description }),
    ...(assumeRole === undefined ? {} : { assumeRole }),
    parameters: readParameters(faults, readMap(faults, root, 'parameters', []) ?? {}),
    variables: readVariables(faults, readMap(faults, root, 'variables', []) ?? {}),
    mainSteps: steps.map(({ step }) => step),
    outputs: readOutputs(faults, readList(faults, root, 'outputs', []) ?? [], names),
  };
  const whole = steps.length === entries?.length;
  checkFlow(faults, steps, names, whole);
  checkReferences(faults, root, document, steps, names);
  return document;
}

/** Names of all entries, also of those that could not be read: a reference to one of them is no second fault. */
function stepNames(faults: Faults, entries: readonly Json[]): ReadonlySet<string> {
  const names = new Set<string>();
  entries.forEach((entry, index) => {
    const name = isJsonObject(entry) ? entry['name'] : undefined;
    if (typeof name !== 'string') return;
    if (names.has(name)) {
      faults.problem(['mainSteps', index, 'name'], 'Duplicate step names found in mainSteps of the document.');
    }
    names.add(name);
  });
  return names;
}

function readOutputs(faults: Faults, entries: readonly Json[], names: ReadonlySet<string>): string[] {
  return entries.flatMap((entry, index) => {
    const path = ['outputs', index];
    const [, step] = typeof entry === 'string' ? (/^([^.\s{}]+)\.[^.\s{}]+$/.exec(entry) ?? []) : [];
    if (step === undefined || typeof entry !== 'string') {
      faults.problem(path, `Named output ${textOf(entry)} is not of the form stepName.OutputName.`);
      return [];
    }
    if (!names.has(step)) faults.problem(path, `Unknown step name in named output: ${entry}`);
    return [entry];
  });
}
