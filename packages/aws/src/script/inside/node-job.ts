/**
 * One job of Node.js or PowerShell, in a process of its own. The order comes on descriptor 3 and the result leaves on
 * descriptor 4, so that the script's own output is its own. Runs in the sandbox: it imports nothing but Node's modules.
 */
import { spawnSync } from 'node:child_process';
import dns, { type LookupOptions } from 'node:dns';
import { mkdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { unzip } from './unzip.ts';

interface Order {
  readonly directory: string;
  readonly handler?: string;
  readonly script?: string;
  readonly payload: unknown;
  readonly attachment?: { readonly name: string; readonly path: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly gateway?: { readonly socket: string; readonly port: number };
  /** The command of PowerShell, for a job of that language. */
  readonly powershell?: string;
}

type Told =
  { readonly kind: 'returned'; readonly payload: unknown } | { readonly kind: 'failed'; readonly message: string };

const ORDER = 3;
const RESULT = 4;
const SCRIPT = 'customer_script';
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const MODULE_SYNTAX = /^\s*(import\s*[\w${*"']|export\s+[\w${*])/m;
const EXTENSIONS = ['.js', '.cjs', '.mjs', '/index.js'];
/** An exit that no one asked for: the handler's promise can no longer be settled. */
const UNSETTLED = 13;

let told = false;

function tell(result: Told): never {
  if (!told) {
    // It may throw, and is then told what it threw.
    const text = Buffer.from(JSON.stringify(result));
    told = true;
    for (let at = 0; at < text.length;) at += writeSync(RESULT, text, at);
  }
  process.exit(0);
}

const failed = (message: string): Told => ({ kind: 'failed', message });

function thrown(error: unknown, directory: string): Told {
  if (!(error instanceof Error)) return failed(`Error - ${String(error)}`);
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) && line.includes(directory));
  const own = lines.map((line) => line.replaceAll('file://', ''));
  const trace = own.length === 0 ? '' : `Traceback (most recent call first):\n${own.join('\n')}\n`;
  return failed(`${trace}${error.name} - ${error.message}`);
}

async function forward(gateway: { readonly socket: string; readonly port: number }): Promise<void> {
  const worker = new Worker(new URL('forwarder.ts', import.meta.url), { workerData: gateway });
  await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  worker.unref();
}

type Lookup = (host: string, options: LookupOptions, callback: () => void) => void;

/** SDKs put an account before the gateway's address, and a sandbox has no name server. */
function resolvePrefixed(): void {
  const real = dns.lookup as unknown as Lookup;
  const lookup: Lookup = (host, ...others) => real(host.endsWith('.localhost') ? '127.0.0.1' : host, ...others);
  Object.assign(dns, { lookup });
}

function unpack(order: Order): void {
  const { attachment, directory } = order;
  if (attachment === undefined) return;
  const content = readFileSync(attachment.path);
  if (!attachment.name.endsWith('.zip')) {
    writeFileSync(join(directory, basename(attachment.name)), content);
    return;
  }
  for (const [name, file] of unzip(content)) {
    const path = join(directory, name);
    if (!path.startsWith(`${directory}/`)) throw new Error(`${name} leaves the archive`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file);
  }
}

/** Where the handler's module is: the script's own file, the attachment, or a file that `file.function` names. */
function moduleOf(order: Order, file: string, name: string): string {
  const { directory, script, attachment } = order;
  if (file !== '') {
    const found = EXTENSIONS.map((extension) => join(directory, file + extension)).find(isFile);
    if (found === undefined) throw new Error(`the attachment has no file ${file}.js, .cjs or .mjs`);
    return found;
  }
  if (script === undefined) return join(directory, basename(attachment?.name ?? ''));
  const isModule = MODULE_SYNTAX.test(script);
  const path = join(directory, `${SCRIPT}${isModule ? '.mjs' : '.cjs'}`);
  // A function counts without being exported, as it does in Python. The script's own lines keep their numbers.
  const lend =
    isModule || !IDENTIFIER.test(name)
      ? ''
      : `\n;module.exports.${name} ??= typeof ${name} === 'function' ? ${name} : undefined;`;
  writeFileSync(path, script + lend);
  return path;
}

function isFile(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}

async function loaded(path: string): Promise<Record<string, unknown>> {
  if (extname(path) !== '.mjs') return createRequire(path)(path) as Record<string, unknown>;
  return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
}

async function runHandler(order: Order): Promise<Told> {
  const handler = order.handler ?? '';
  const dot = handler.lastIndexOf('.');
  const name = handler.slice(dot + 1);
  const exported = await loaded(moduleOf(order, dot < 0 ? '' : handler.slice(0, dot), name));
  const called = exported[name];
  if (typeof called !== 'function') return failed(`HandlerNotFound - the script has no function ${handler}`);
  const payload: unknown = await (called as (events: unknown, context: object) => unknown)(order.payload, {});
  return { kind: 'returned', payload: payload ?? null };
}

const POWERSHELL = `$ErrorActionPreference = 'Stop'
try {
  $returned = & (Join-Path $PSScriptRoot '${SCRIPT}.ps1')
  $told = @{ kind = 'returned'; payload = $returned }
} catch {
  $told = @{ kind = 'failed'; message = $_.ScriptStackTrace + [Environment]::NewLine + $_.Exception.GetType().Name + ' - ' + $_.Exception.Message }
}
ConvertTo-Json -InputObject $told -Depth 100 -Compress | Set-Content -Encoding utf8NoBOM -Path (Join-Path $PSScriptRoot '.result.json')
`;

function runPowershell(order: Order, powershell: string): Told {
  writeFileSync(join(order.directory, `${SCRIPT}.ps1`), order.script ?? '');
  writeFileSync(join(order.directory, '.run.ps1'), POWERSHELL);
  const ran = spawnSync(powershell, ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', '.run.ps1'], {
    cwd: order.directory,
    env: { ...process.env, InputPayload: JSON.stringify(order.payload) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (ran.error !== undefined) return failed(`ScriptNotStarted - ${powershell}: ${ran.error.message}`);
  const path = join(order.directory, '.result.json');
  if (isFile(path)) return JSON.parse(readFileSync(path, 'utf8')) as Told;
  // The script's own exit: without an error it returned nothing.
  if (ran.status === 0) return { kind: 'returned', payload: null };
  return failed(`ScriptEnded - PowerShell ended with ${ran.signal ?? `exit status ${String(ran.status)}`}`);
}

const order = JSON.parse(readFileSync(ORDER, 'utf8')) as Order;
process.on('uncaughtException', (error) => tell(thrown(error, order.directory)));
process.on('exit', (code) => {
  if (told) return;
  if (code === UNSETTLED)
    tell(failed(`HandlerNotSettled - the promise of ${order.handler ?? 'the script'} was never settled`));
  if (code !== 0) tell(failed(`ProcessExit - the script ended itself with exit status ${code}`));
  tell({ kind: 'returned', payload: null });
});
try {
  mkdirSync(order.directory, { recursive: true, mode: 0o700 });
  process.chdir(order.directory);
  Object.assign(process.env, order.environment, { HOME: order.directory, TMPDIR: order.directory });
  if (order.gateway !== undefined) await forward(order.gateway);
  resolvePrefixed();
  unpack(order);
  tell(order.powershell === undefined ? await runHandler(order) : runPowershell(order, order.powershell));
} catch (error) {
  tell(thrown(error, order.directory));
}
