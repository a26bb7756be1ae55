export type RuntimeFamily = 'python' | 'nodejs' | 'powershell';

const PATTERNS: readonly (readonly [RuntimeFamily, RegExp])[] = [
  ['python', /^python3\.\d+$/],
  ['nodejs', /^nodejs\d+\.x$/],
  ['powershell', /^PowerShell( Core)? \d+\.\d+$/],
];

/** Which of the languages a document's `Runtime` names; a retired version runs on the one that is there. */
export function runtimeFamily(runtime: string): RuntimeFamily | undefined {
  return PATTERNS.find(([, pattern]) => pattern.test(runtime))?.[0];
}
