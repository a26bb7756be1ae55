import { basename, join } from 'node:path';
import { problemLine, type DefinitionStore, type Policy, type PolicyFileText, type StoredPolicy } from '@trueup/core';
import { PolicyUnreadable } from '@trueup/engine';
import { readPolicyFiles } from './policy-files.ts';
import type { PolicyParser } from './policy-parser.ts';

export interface PolicySource {
  /** Where the owner's file or folder is. */
  readonly path: string;
  /** The policy in force. Rejects with PolicyUnreadable, one line that names the place, when it has a fault. */
  readonly read: () => Promise<Policy>;
  /** The same, but undefined when there is none yet. */
  readonly readIfThere: () => Promise<Policy | undefined>;
  /** What was in force when it was read last. Undefined: there was none. */
  readonly last: () => Policy | undefined;
  /** What was applied last; undefined: nothing yet, and the file counts. */
  readonly applied: () => Promise<StoredPolicy | undefined>;
  readonly parse: PolicyParser;
}

/**
 * The policy that counts: what was applied last, whatever has become of the file since; before anything was applied, the
 * file itself, read for every decision, so that a change counts at once.
 */
export function policySource(options: {
  readonly path: string;
  readonly definitions: Pick<DefinitionStore, 'get' | 'version'>;
  readonly parse: PolicyParser;
}): PolicySource {
  const { path, parse } = options;
  const applied = appliedPolicy(options.definitions);
  let last: Kept | undefined;
  const readIfThere = async (): Promise<Policy | undefined> => {
    const stored = await applied();
    const files = stored?.files ?? (await ownFiles(path));
    if (!files) last = undefined;
    else if (!isSame(files, last?.files)) last = { files, policy: policyOf(path, files, stored, parse) };
    return last?.policy;
  };
  return {
    path,
    parse,
    applied,
    last: () => last?.policy,
    readIfThere,
    async read() {
      const policy = await readIfThere();
      if (policy) return policy;
      throw new PolicyUnreadable(`policy file ${path} does not exist: make one with \`trueup init\``);
    },
  };
}

interface Kept {
  readonly files: readonly PolicyFileText[];
  readonly policy: Policy;
}

/** Asked for with every decision: whether there is another one costs less than reading it. */
function appliedPolicy(definitions: Pick<DefinitionStore, 'get' | 'version'>): PolicySource['applied'] {
  let copy: { readonly version: number; readonly stored: StoredPolicy | undefined } | undefined;
  return async () => {
    const version = await definitions.version(['policy']);
    // A later one may be read than its version says: then it is read once more.
    if (copy?.version !== version) copy = { version, stored: await definitions.get('policy', 'policy') };
    return copy.stored;
  };
}

async function ownFiles(path: string): Promise<readonly PolicyFileText[] | undefined> {
  const found = await readPolicyFiles(path);
  if (found.kind === 'unreadable') throw new PolicyUnreadable(found.reason);
  return found.kind === 'files' ? found.files : undefined;
}

function policyOf(
  path: string,
  files: readonly PolicyFileText[],
  stored: StoredPolicy | undefined,
  parse: PolicyParser,
): Policy {
  const parsed = parse(files, stored ? 'applied' : 'now');
  if (parsed.kind === 'policy') return parsed.policy;
  const [first, ...others] = files;
  const single = others.length === 0 && first?.name === basename(path);
  const lines = parsed.problems.map((problem) => {
    if (stored) return `applied policy, ${problemLine(problem)}`;
    return problemLine({ ...problem, file: single ? path : join(path, problem.file) });
  });
  throw new PolicyUnreadable(lines.join('\n'));
}

/** A folder of one file reads as that file. */
function isSame(files: readonly PolicyFileText[], others: readonly PolicyFileText[] | undefined): boolean {
  if (files === others) return true;
  return (
    files.length === others?.length &&
    files.every(({ name, text }, index) => others[index]?.name === name && others[index].text === text)
  );
}
