import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import type { PolicyDocument } from './policy-document.ts';
import type { PolicyFault, PolicyProblem } from './policy-problem.ts';
import { pathText } from '../value/difference.ts';

/** The files of a policy as one value. */
export interface MergedPolicy {
  readonly value: JsonObject;
  /** Where a fault of the merged value stands. With `key`, the fault is the key itself and not what it holds. */
  locate(fault: PolicyFault & { readonly key?: string }): PolicyProblem;
}

export type Merged =
  | { readonly kind: 'merged'; readonly merged: MergedPolicy }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] };

interface Part {
  readonly document: PolicyDocument;
  /** Where its entries begin in the joined list. */
  readonly from: number;
}

/**
 * Lists at the top of several files are joined in the order given; anything else may stand in one file only. A file
 * without content says nothing.
 */
export function mergePolicyDocuments(documents: readonly PolicyDocument[]): Merged {
  const problems: PolicyProblem[] = [];
  const members = new Map<string, Json | undefined>();
  const parts = new Map<string, Part[]>();
  for (const document of documents) {
    const content = document.value ?? {};
    if (!isJsonObject(content)) {
      problems.push({ file: document.name, ...document.placeOf([]), path: '', message: 'expected a map' });
      continue;
    }
    for (const [name, value] of Object.entries(content)) {
      const known = members.get(name);
      const [first] = parts.get(name) ?? [];
      if (first && !(Array.isArray(known) && Array.isArray(value))) {
        problems.push(twice(name, first.document, document));
        continue;
      }
      parts.set(name, [...(parts.get(name) ?? []), { document, from: Array.isArray(known) ? known.length : 0 }]);
      members.set(
        name,
        Array.isArray(known) && Array.isArray(value) ? [...(known as Json[]), ...(value as Json[])] : value,
      );
    }
  }
  if (problems.length > 0) return { kind: 'invalid', problems };
  return { kind: 'merged', merged: { value: Object.fromEntries(members), locate: locateIn(documents, parts) } };
}

function twice(name: string, first: PolicyDocument, second: PolicyDocument): PolicyProblem {
  const { line, column } = first.placeOf([], name);
  const message = `stands in ${first.name}:${line}:${column} already: only lists are joined over several files`;
  return { file: second.name, ...second.placeOf([], name), path: name, message };
}

function locateIn(
  documents: readonly PolicyDocument[],
  parts: ReadonlyMap<string, readonly Part[]>,
): MergedPolicy['locate'] {
  return ({ path, message, key }) => {
    const [top, index, ...rest] = path;
    const own = parts.get(String(top ?? key)) ?? [];
    const part = typeof index === 'number' ? own.findLast(({ from }) => from <= index) : own[0];
    const document = part?.document ?? documents[0];
    const within = part && typeof index === 'number' ? [String(top), index - part.from, ...rest] : path;
    const place = document?.placeOf(within, key) ?? { line: 1, column: 1 };
    const text = pathText(key === undefined ? path : [...path, key]);
    return { file: document?.name ?? '', ...place, path: text, message };
  };
}
