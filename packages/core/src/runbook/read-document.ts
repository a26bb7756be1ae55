import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { checkFlow } from './check-flow.ts';
import { checkReferences } from './check-references.ts';
import type { Path } from './document-source.ts';
import type { FileDefinition, RunbookDocument } from './document.ts';
import type { Faults } from './faults.ts';
import { readParameters, readVariables } from './read-parameters.ts';
import { readSteps } from './read-step.ts';
import { readInteger, readList, readMap, readText, refuseUnknown } from './read-value.ts';
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
  const entries = readList(faults, root, 'mainSteps', []);
  if ((entries?.length ?? 0) === 0) faults.problem(['mainSteps'], 'Missing "mainSteps" in the document.');
  const { steps, placed } = readSteps(faults, entries ?? [], ['mainSteps']);
  const names = stepNames(faults, entries ?? [], ['mainSteps']);
  const document: RunbookDocument = {
    schemaVersion: '0.3',
    ...(description === undefined ? {} : { description }),
    ...(assumeRole === undefined ? {} : { assumeRole }),
    parameters: readParameters(faults, readMap(faults, root, 'parameters', []) ?? {}),
    variables: readVariables(faults, readMap(faults, root, 'variables', []) ?? {}),
    mainSteps: steps,
    outputs: readOutputs(faults, readList(faults, root, 'outputs', []) ?? [], names),
    files: readFiles(faults, readMap(faults, root, 'files', []) ?? {}),
  };
  checkFlow(faults, placed, names, placed.length === names.size);
  checkReferences(faults, root, document, placed, names);
  return document;
}

/** Names of all entries, also of those that could not be read: a reference to one of them is no second fault. */
function stepNames(faults: Faults, entries: readonly Json[], path: Path, names = new Set<string>()): Set<string> {
  entries.forEach((entry, index) => {
    if (!isJsonObject(entry)) return;
    const { name, inputs } = entry;
    if (typeof name === 'string') {
      if (names.has(name)) {
        faults.problem([...path, index, 'name'], 'Duplicate step names found in mainSteps of the document.');
      }
      names.add(name);
    }
    const inner = entry['action'] === 'aws:loop' && isJsonObject(inputs) ? inputs['Steps'] : undefined;
    if (Array.isArray(inner)) stepNames(faults, inner as readonly Json[], [...path, index, 'inputs', 'Steps'], names);
  });
  return names;
}

const CHECKSUMS = ['sha256', 'SHA256', 'sha-256', 'SHA-256'] as const;

/** Not a path, and no hidden file: attachments are written to directories under their names. */
const FILE_NAME = /^(?!\.)[A-Za-z0-9_\-.]{3,128}$/;

/** Checksums of attachments (automation-documents, 1.7). */
function readFiles(faults: Faults, all: JsonObject): Record<string, FileDefinition> {
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, raw]): [string, FileDefinition][] => {
      const path = ['files', name];
      if (!FILE_NAME.test(name)) {
        faults.problem(
          path,
          `File name ${JSON.stringify(name)} is not valid: expected 3 to 128 letters, digits or _-. and no dot at the beginning.`,
        );
        return [];
      }
      const checksums = isJsonObject(raw) ? (readMap(faults, raw, 'checksums', path) ?? {}) : {};
      const given = CHECKSUMS.map((key) => checksums[key]).find((value) => value !== undefined);
      if (!isJsonObject(raw) || typeof given !== 'string' || !/^[0-9a-fA-F]{64}$/.test(given)) {
        faults.problem(path, `File ${name} has no checksum sha256 of 64 hexadecimal digits.`);
        return [];
      }
      refuseUnknown(faults, raw, ['checksums', 'size'], `file ${name}`, path);
      const size = readInteger(faults, raw, 'size', path, 0);
      return [[name, { sha256: given.toLowerCase(), ...(size === undefined ? {} : { size }) }]];
    }),
  );
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
