import { isJsonObject, type Json } from '../value/json.ts';
import type { LintContext } from './lint-context.ts';

/** Names that steps use without braces: variables that they set, and attachments (automation-documents, 1.4 and 1.7). */
export function lintDeclarations({ root, steps, report }: LintContext): void {
  const [variables, files] = [namesUnder(root, 'variables'), namesUnder(root, 'files')];
  for (const { name, action, inputs, path } of steps) {
    const { Name: variable, Attachment: attachment } = inputs;
    const set = typeof variable === 'string' ? /^variable:(\w+)$/.exec(variable)?.[1] : undefined;
    if (action === 'aws:updateVariable' && set !== undefined && !variables.has(set)) {
      report('unknown-reference', [...path, 'inputs', 'Name'], { message: `Variable "${set}" is not declared.` });
    }
    if (action !== 'aws:executeScript' || !isPlain(attachment) || files.has(attachment)) continue;
    report('unknown-attachment', [...path, 'inputs', 'Attachment'], {
      message: `${name} runs the attachment "${attachment}", which "files" does not name.`,
    });
  }
}

const isPlain = (value: unknown): value is string => typeof value === 'string' && value !== '' && !value.includes('{{');

function namesUnder(root: Json, key: 'variables' | 'files'): ReadonlySet<string> {
  const declared = isJsonObject(root) ? root[key] : undefined;
  return new Set(isJsonObject(declared) ? Object.keys(declared) : []);
}
