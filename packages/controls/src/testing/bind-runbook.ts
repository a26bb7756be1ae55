import { bindParameters, parseRunbook, type JsonObject, type Snapshot } from '@trueup/core';
import { readFileSync } from 'node:fs';

/**
 * What a document of a control folder says to the inputs that the control made for it: every fault, and none when a
 * plan would take them. `url` is the test's own `import.meta.url`.
 */
export function bindRunbook(
  url: string,
  file: 'runbook.yaml' | 'undo.yaml',
  input: JsonObject,
  { resource, takenAt }: Snapshot,
): readonly string[] {
  const parsed = parseRunbook(readFileSync(new URL(file, url), 'utf8'));
  if (parsed.kind === 'invalid') return parsed.problems.map(({ message, line }) => `line ${line}: ${message}`);
  const context = { ...resource, executionId: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' };
  const bound = bindParameters(parsed.document, input, context, takenAt);
  return bound.kind === 'refused' ? bound.problems : [];
}
