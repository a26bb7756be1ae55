import { execFile } from 'node:child_process';
import { lstatSync, readlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/**
 * Whether bubblewrap works here, and how. `root`: with the rights of root, so that every job can have a user of its
 * own; `user`: in a user namespace, which some kernels and containers forbid.
 */
export type Sandbox = { readonly kind: 'root' | 'user' } | { readonly kind: 'none'; readonly detail: string };

export type WorkingSandbox = Exclude<Sandbox, { kind: 'none' }>;

/** What a process in the sandbox sees beside /usr. */
export interface SandboxView {
  /** Files and directories of the host, by their path inside. */
  readonly readOnly: readonly (readonly [host: string, inside: string])[];
  readonly writable?: readonly (readonly [host: string, inside: string])[];
  /** Of /tmp, which is the sandbox's own. */
  readonly diskBytes: number;
  /** Only for our own code, which drops them before it runs a script. */
  readonly capabilities: readonly string[];
  /** In a user namespace: 0 where our own code makes namespaces in turn, for which it must own those it is in. */
  readonly user?: '0';
  /** The descriptor from which bubblewrap reads the filter of system calls. */
  readonly seccomp?: number;
}

const PROBE_MS = 10_000;
const NOBODY = '65534';
/** Of /dev/shm. */
const SHARED_MEMORY_BYTES = 64 * 1024 * 1024;
/** Directories beside /usr that hold programs and libraries; on most systems links into it. */
const SYSTEM = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

export async function probeSandbox(bubblewrap: string): Promise<Sandbox> {
  if (process.platform !== 'linux') return { kind: 'none', detail: 'bubblewrap knows Linux only' };
  const kinds = process.getuid?.() === 0 ? (['root', 'user'] as const) : (['user'] as const);
  let detail = '';
  for (const kind of kinds) {
    const view = { readOnly: [], diskBytes: 1 << 20, capabilities: ['CAP_SYS_ADMIN'] };
    try {
      await promisify(execFile)(bubblewrap, [...sandboxArguments({ kind }, view), '/bin/sh', '-c', 'true'], {
        timeout: PROBE_MS,
      });
      return { kind };
    } catch (error) {
      detail = refusalText(error, bubblewrap);
    }
  }
  return { kind: 'none', detail };
}

function refusalText(error: unknown, bubblewrap: string): string {
  const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string };
  if (code === 'ENOENT') return `${bubblewrap} is not installed (Debian: apt-get install bubblewrap)`;
  const said = (stderr ?? '').trim() || message;
  return `bubblewrap does not work here: ${said}. It needs root, or a kernel that lets users make user namespaces`;
}

/** The arguments of bwrap, up to the command that is to run. */
export function sandboxArguments(sandbox: WorkingSandbox, view: SandboxView): string[] {
  const readOnly = view.readOnly.filter(([host, inside]) => host !== inside || !isUnder(host, '/usr'));
  const writable = view.writable ?? [];
  const named = view.user ?? NOBODY;
  const user = sandbox.kind === 'user' ? words(`--unshare-user --uid ${named} --gid ${named}`) : [];
  return [
    ...user,
    ...words('--unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try'),
    ...words('--die-with-parent --new-session --hostname script --cap-drop ALL'),
    ...view.capabilities.flatMap((capability) => ['--cap-add', capability]),
    ...words('--ro-bind /usr /usr --dir /etc'),
    ...SYSTEM.flatMap(systemDirectory),
    // Where the loader finds libraries, and where /usr/bin's links to alternatives lead.
    ...words('--ro-bind-try /etc/ld.so.cache /etc/ld.so.cache --ro-bind-try /etc/alternatives /etc/alternatives'),
    ...words(`--proc /proc --dev /dev --perms 1777 --size ${SHARED_MEMORY_BYTES} --tmpfs /dev/shm --remount-ro /dev`),
    ...words(`--perms 1777 --size ${view.diskBytes} --tmpfs /tmp`),
    ...ancestors([...readOnly, ...writable].map(([, inside]) => inside)).flatMap((path) => ['--dir', path]),
    ...readOnly.flatMap(([host, inside]) => ['--ro-bind', host, inside]),
    ...writable.flatMap(([host, inside]) => ['--bind', host, inside]),
    ...(view.seccomp === undefined ? [] : ['--seccomp', String(view.seccomp)]),
    ...words('--remount-ro / --chdir /tmp --'),
  ];
}

const words = (text: string): string[] => text.split(' ');

/** Made beforehand, for bubblewrap would make them for its own user alone. */
function ancestors(paths: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    for (let at = dirname(path); at !== '/'; at = dirname(at)) found.add(at);
  }
  return [...found].sort();
}

function systemDirectory(path: string): string[] {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  return found.isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path];
}

export function isUnder(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}
