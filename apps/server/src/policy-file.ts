import { readFile } from 'node:fs/promises';
import { parsePolicy, type Digest, type LibraryEntry, type Policy } from '@trueup/core';
import { PolicyUnreadable } from '@trueup/engine';

export interface PolicyFile {
  readonly path: string;
  /** Reads the file anew. Rejects with PolicyUnreadable, one line that names the place, when it has a fault. */
  readonly read: () => Promise<Policy>;
  /** What was read last without a fault. */
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
  return {
    path: options.path,
    last: () => last?.policy,
    async read() {
      const text = await textOf(options.path);
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
    },
  };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'does not exist: make one with `trueup init`'
        : String(error);
    throw new PolicyUnreadable(`policy file ${path} ${reason}`);
  }
}
