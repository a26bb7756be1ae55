import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { onPath } from './on-path.ts';

export type PowershellCommand =
  | { readonly kind: 'found'; readonly command: string; readonly directory: string; readonly version: string }
  | { readonly kind: 'missing'; readonly detail: string };

const PROBE_MS = 20_000;

/** PowerShell is a program of its own that most systems do not bring. */
export async function powershellCommand(powershell: string): Promise<PowershellCommand> {
  const path = onPath(powershell);
  if (path === undefined) {
    return { kind: 'missing', detail: `${powershell} is not on the PATH; PowerShell scripts need PowerShell 7` };
  }
  try {
    const asked = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', '$PSVersionTable.PSVersion.ToString()'];
    const { stdout } = await promisify(execFile)(path, asked, { timeout: PROBE_MS });
    const command = realpathSync(path);
    return { kind: 'found', command, directory: dirname(command), version: stdout.trim() };
  } catch (error) {
    return {
      kind: 'missing',
      detail: `${path} could not be started: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
