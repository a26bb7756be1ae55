import type { DocumentDiagnostic, DocumentLint, Input } from '@trueup/api-contract';
import { lintRunbook, runbookOutline, runtimeFamily, type ScriptSupport } from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';

/** What `trueup runbook validate` says, with the runtimes of this server, and what can be drawn of the document. */
export async function lintDocument(
  { api, scripts }: Pick<ApplicationParts, 'api' | 'scripts'>,
  { content, format, permissions }: Input<'lintDocument'>,
): Promise<DocumentLint> {
  const runs = runtimesOf(await scripts.support());
  const found = lintRunbook(content, { api, runs, ...(permissions ? { permissions } : {}) });
  const told = found.some(({ rule }) => rule === NO_JSON.rule);
  const problems = format === 'JSON' && !told && !isJson(content) ? [NO_JSON, ...found] : found;
  const outline = runbookOutline(content);
  return { valid: problems.every(({ severity }) => severity !== 'error'), problems, ...outline };
}

/** As CreateDocument says it of a text that is given as JSON (automation-documents, 1.8.1). */
const NO_JSON: DocumentDiagnostic = {
  rule: 'document-syntax',
  severity: 'error',
  message: 'JSON not well-formed.',
  path: '',
  line: 1,
  column: 1,
};

/** Whether this server has what a runtime needs; of one that nobody knows another rule tells. */
function runtimesOf({ runtimes }: ScriptSupport): (runtime: string) => boolean {
  const installed = new Set<string>(runtimes.flatMap(({ family, version }) => (version === undefined ? [] : [family])));
  return (runtime) => {
    const family = runtimeFamily(runtime);
    return family === undefined || installed.has(family);
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
