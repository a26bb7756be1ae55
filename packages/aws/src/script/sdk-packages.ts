import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The AWS SDK's clients that are installed, and all that they need: names in node_modules and where they lie. Scripts
 * may read these and nothing else of ours. Scopes go as a whole, for each mount of a sandbox costs a millisecond.
 */
export function sdkPackages(): ReadonlyMap<string, string> {
  return (known ??= findPackages());
}

let known: ReadonlyMap<string, string> | undefined;

function findPackages(): ReadonlyMap<string, string> {
  const folder = nodeModules();
  const seen = new Set<string>();
  const pending = readdirSync(join(folder, '@aws-sdk'))
    .filter((name) => name.startsWith('client-') || name === 'credential-providers' || name.startsWith('lib-'))
    .map((name) => `@aws-sdk/${name}`);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const needed = seen.has(name) ? undefined : dependencies(join(folder, name));
    if (needed === undefined) continue;
    seen.add(name);
    pending.push(...needed);
  }
  const places = [...seen].map((name) => (name.startsWith('@') ? (name.split('/')[0] ?? name) : name));
  return new Map(places.map((place) => [place, join(folder, place)]));
}

/** Where npm has put the packages of this workspace. */
export function nodeModules(): string {
  const client = createRequire(import.meta.url).resolve('@aws-sdk/client-sts/package.json');
  return dirname(dirname(dirname(client)));
}

/** undefined where it is not there: then it lies within the package that needs it, and comes along with that. */
function dependencies(directory: string): readonly string[] | undefined {
  try {
    const description = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
      readonly dependencies?: Readonly<Record<string, string>>;
    };
    return Object.keys(description.dependencies ?? {});
  } catch {
    return undefined;
  }
}

/** Where the files of the inside programs lie. */
export function insidePrograms(): string {
  return dirname(fileURLToPath(new URL('inside/node-job.ts', import.meta.url)));
}
