import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that run scripts, by the beginning of the runtime's name. Node.js runs this very process. */
const PROGRAMS: readonly (readonly [runtime: RegExp, programs: readonly string[]])[] = [
  [/^python/i, ['python3', 'python']],
  [/^powershell/i, ['pwsh']],
];

/** Whether this machine has the program that a runtime needs. */
export function runsHere(path = process.env['PATH'] ?? ''): (runtime: string) => boolean {
  const known = new Map<string, boolean>();
  return (runtime) => {
    const programs = PROGRAMS.find(([form]) => form.test(runtime))?.[1];
    if (!programs) return true;
    const found = known.get(runtime) ?? programs.some((program) => isOnPath(program, path));
    known.set(runtime, found);
    return found;
  };
}

function isOnPath(program: string, path: string): boolean {
  return path.split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return directory !== '';
    } catch {
      // Not there, or not to be run: the next directory may have it.
      return false;
    }
  });
}
