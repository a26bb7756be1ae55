import { readFile } from 'node:fs/promises';
import { parsePolicy, type Digest, type LibraryEntry, type Policy } from '@trueup/core';
import { PolicyUnreadable } from '@trueup/engine';

export interface PolicyFile {
  readonly path: string;
  /** Reads the file anew. Rejects with PolicyUnreadable, one line that names the place, when it has a fault. */
  readonly read: () => Promise<Policy>;
  /** The same, but undefined when there is no file yet. */
  readonly readIfThere: () => Promise<Policy | undefined>;
  /** What was read last without a fault. Undefined once the file is gone. */
  readonly last: () => Policy | undefined;
}

/** The owner's policy in a YAML file. It is read for every decision, so a change counts at once. */
export function policyFile(options: {
  readonly path: string;
  readonly catalogue: readonly LibraryEntry[];
  readonly digest: Digest;
}): PolicyFile {
  const vocabulary = { controls: options.catalogue.map(({ control }) => control) };
  let last: { readonly text: string; readonly policy: Policy } | undefined;
  const readIfThere = async (): Promise<Policy | undefined> => {
    const text = await textOf(options.path);
    if (text === undefined) {
      last = undefined;
      return undefined;
    }
    if (last?.text === text) return last.policy;
    const parsed = parsePolicy(text, vocabulary, options.digest);
    if (parsed.kind === 'invalid') {
      const lines = parsed.problems.map(
        ({ line, column, path, message }) =>
          `${options.path}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`,
      );
      throw new PolicyUnreadable(lines.join('\n'));
    }
    last = { text, policy: parsed.policy };
    return parsed.policy;
  };
  return {
    path: options.path,
    last: () => last?.policy,
    readIfThere,
    async read() {
      const policy = await readIfThere();
      if (policy) return policy;
      throw new PolicyUnreadable(`policy file ${options.path} does not exist: make one with \`trueup init\``);
    },
  };
}

/** Undefined: there is no such file. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new PolicyUnreadable(`policy file ${path} ${String(error)}`);
  }
}
