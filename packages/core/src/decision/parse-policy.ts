import type { Digest } from '../ports/digest.ts';
import { canonicalJson, type Json } from '../value/json.ts';
import { MOST_EXCEPTIONS } from './exception.ts';
import type { Policy } from './policy.ts';
import { readPolicyDocument, type PolicyDocument } from './policy-document.ts';
import { MOST_POLICY_BYTES, MOST_POLICY_FILES, type PolicyFileText } from './policy-file-text.ts';
import { mergePolicyDocuments, type MergedPolicy } from './policy-merge.ts';
import { messageOf, textFaults, type TextFault } from './policy-messages.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { named, referenceFaults, type PolicyVocabulary } from './policy-references.ts';
import { policyText, type PolicyText } from './policy-text.ts';
import { policyWarnings } from './policy-warnings.ts';

export type ParsedPolicy =
  | { readonly kind: 'policy'; readonly policy: Policy; readonly warnings: readonly PolicyProblem[] }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] };

const MOST_PROBLEMS = 100;

/**
 * Reads a policy of one file or several. Nothing of a policy with a fault is used. Each problem names its file, line
 * and column, the path and what is accepted there; at most a hundred are told.
 */
export function parsePolicy(
  files: readonly PolicyFileText[],
  vocabulary: PolicyVocabulary,
  digest: Digest,
): ParsedPolicy {
  const ordered = inOrder(files);
  const merged = mergedOf(ordered);
  if (merged.kind === 'invalid') return merged;
  const invalid = (faults: readonly TextFault[]): ParsedPolicy => ({
    kind: 'invalid',
    problems: faults.slice(0, MOST_PROBLEMS).map(merged.merged.locate),
  });
  const crowded = tooManyExceptions(merged.merged.value['exceptions']);
  if (crowded) return invalid([crowded]);
  const parsed = policyText.safeParse(merged.merged.value, { error: messageOf });
  if (!parsed.success) return invalid(textFaults(parsed.error));
  const faults = [...referenceFaults(parsed.data, vocabulary), ...badParameters(parsed.data, vocabulary)];
  if (faults.length > 0) return invalid(faults);
  const policy = policyOf(parsed.data, policyHash(ordered, digest));
  return { kind: 'policy', policy, warnings: policyWarnings(policy, vocabulary).map(merged.merged.locate) };
}

/** Of the names alone, by code unit, so that every machine has the same order. */
function inOrder(files: readonly PolicyFileText[]): readonly PolicyFileText[] {
  return files.toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

/** A policy of one file is known by its text alone, wherever the file lies. */
function policyHash(files: readonly PolicyFileText[], digest: Digest): string {
  const [first, ...others] = files;
  if (first && others.length === 0) return digest(first.text);
  return digest(canonicalJson(files.map(({ name, text }): Json => ({ name, text }))));
}

function mergedOf(
  files: readonly PolicyFileText[],
):
  | { readonly kind: 'merged'; readonly merged: MergedPolicy }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] } {
  const crowd = tooMuch(files);
  if (crowd !== undefined) {
    return {
      kind: 'invalid',
      problems: [{ file: files[0]?.name ?? '', line: 1, column: 1, path: '', message: crowd }],
    };
  }
  const documents: PolicyDocument[] = [];
  const problems: PolicyProblem[] = [];
  for (const file of files) {
    const read = readPolicyDocument(file);
    if (read.kind === 'invalid') problems.push(...read.problems.slice(0, MOST_PROBLEMS));
    else documents.push(read.document);
  }
  if (problems.length > 0) return { kind: 'invalid', problems: problems.slice(0, MOST_PROBLEMS) };
  return mergePolicyDocuments(documents);
}

function tooMuch(files: readonly PolicyFileText[]): string | undefined {
  if (files.length === 0) return 'the policy has no file: expected trueup.yaml, or a folder with YAML files';
  if (files.length > MOST_POLICY_FILES) return `the policy has ${files.length} files, at most ${MOST_POLICY_FILES}`;
  const names = new Set(files.map(({ name }) => name));
  if (names.size < files.length) return 'two files of the policy have the same name';
  // A character has one byte at least; the exact size is counted where the text comes in.
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  return size > MOST_POLICY_BYTES ? `the policy is larger than ${MOST_POLICY_BYTES} bytes` : undefined;
}

/** Before each of them is looked at. */
function tooManyExceptions(exceptions: Json | undefined): TextFault | undefined {
  if (!Array.isArray(exceptions) || exceptions.length <= MOST_EXCEPTIONS) return undefined;
  const message = `${exceptions.length} exceptions are more than the ${MOST_EXCEPTIONS} that a policy takes`;
  return { path: ['exceptions'], message };
}

function policyOf({ remediations, limits, ...given }: PolicyText, hash: string): Policy {
  return { ...given, hash, remediations: named(remediations, 'line'), limits: named(limits, 'limit') };
}

function badParameters(policy: PolicyText, vocabulary: PolicyVocabulary): TextFault[] {
  return vocabulary.controls.flatMap((control) => {
    const given = Object.hasOwn(policy.parameters, control.id) ? policy.parameters[control.id] : undefined;
    if (given === undefined) return [];
    const parsed = control.parameters.safeParse(given, { error: messageOf });
    if (parsed.success) return [];
    return textFaults(parsed.error).map((fault) => ({ ...fault, path: ['parameters', control.id, ...fault.path] }));
  });
}
