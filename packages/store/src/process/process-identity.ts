import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Marks the connections of this process; no other process, in this container or another one, has the same. */
export const processTag = `${process.pid}-${randomBytes(3).toString('hex')}`;

/**
 * When a process was started, as an opaque text; undefined when there is no such process. A pid alone does not name a
 * process: it is given out again. A zombie counts as gone.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxProcessStart(pid);
  if (!pidExists(pid)) return undefined;
  if (process.platform === 'win32') return 'unknown';
  return psStart(pid);
}

/** The process that runs this code, as a text that any process of the same host can check with `isGone`. */
export function thisProcess(): string {
  return `${hostTag()}:${process.pid}:${processStart(process.pid) ?? 'unknown'}`;
}

/** True when the text names a process of this host that has ended. What it does not recognise is not gone. */
export function isGone(processText: string): boolean {
  const [host, pid, start, ...rest] = processText.split(':');
  if (host !== hostTag() || !/^\d+$/.test(pid ?? '') || start === undefined || rest.length > 0) return false;
  return processStart(Number(pid)) !== start;
}

// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name may hold spaces and brackets, so count from
// its last bracket: field 3 is the state, field 22 the start in clock ticks since the boot.
function linuxProcessStart(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return fields[19];
}

function psStart(pid: number): string | undefined {
  try {
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return text === '' ? undefined : text.replace(/[^\w]+/g, '-');
  } catch {
    // ps ends with 1 when there is no such process.
    return undefined;
  }
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Pids mean something only inside one boot of one host and one pid namespace (container). */
function hostTag(): string {
  cachedHostTag ??= createHash('sha256')
    .update([hostname(), readIfThere('/proc/sys/kernel/random/boot_id') ?? '', pidNamespace()].join('\n'))
    .digest('hex')
    .slice(0, 16);
  return cachedHostTag;
}

let cachedHostTag: string | undefined;

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
