import type { TextFile } from '../repository/tracked-files.ts';

/** Something that must not stand on any line. */
interface LineRule {
  readonly why: string;
  readonly files: RegExp;
  readonly forbidden: RegExp;
}

export const LINE_RULES = {
  machinePaths: {
    why: 'names a folder of one machine',
    files: /./,
    forbidden: /(?:^|[\s'"`(=:])\/(?:work|farm|root|home)\//,
  },
  leftovers: {
    why: 'leaves something for later',
    files: /./,
    forbidden: /\b(?:TODO|FIXME)\b/,
  },
  silencedTools: {
    why: 'silences a tool instead of mending what it found',
    files: /\.(?:ts|tsx|mjs)$/,
    forbidden: /(?:ox|es)lint-disable|@ts-(?:ignore|expect-error|nocheck)/,
  },
  focusedTests: {
    why: 'keeps other tests from running',
    files: /\.test\.ts$/,
    forbidden: /\.only\(/,
  },
  skippedTests: {
    why: "skips a test without a reason: use context.skip(condition, 'reason')",
    files: /\.test\.ts$/,
    forbidden: /\b(?:test|it|describe|suite)(?:\.\w+)*\.skip\(|\.skip\((?![^)]*['"`])/,
  },
} as const satisfies Record<string, LineRule>;

/** The rules and their tests hold what they forbid. */
const RULES_THEMSELVES = /^tools\/tidy\//;

/** One sentence for each offending line. */
export function lineFaults({ why, files, forbidden }: LineRule, all: readonly TextFile[]): string[] {
  return all
    .filter(({ path }) => files.test(path) && !RULES_THEMSELVES.test(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (forbidden.test(line) ? [`${path}:${index + 1} ${why}: ${line.trim()}`] : [])),
    );
}
