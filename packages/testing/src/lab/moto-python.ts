import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MOTO_VERSION = '5.2.1';
const MOTO_MINOR = '5.2.';
/** Of moto's `server` extra, only what the services of tests and demo import. The rest is 150 MB. */
const REQUIREMENTS = [
  `moto[s3,ssm,events]==${MOTO_VERSION}`,
  'flask==3.1.3',
  'flask-cors==6.0.5',
  // CloudFormation and the tagging API import all that moto knows.
  'joserfc==1.8.0',
  'openapi-spec-validator==0.9.0',
  'pyparsing==3.3.3',
];
export const VENV = fileURLToPath(new URL('../../../../.moto-venv', import.meta.url));
export const VENV_PYTHON = join(VENV, 'bin', 'python');

interface Ran {
  readonly ok: boolean;
  readonly output: string;
  readonly error: string;
}

export function run(command: string, args: readonly string[]): Ran {
  const done = spawnSync(command, args, { encoding: 'utf8' });
  return {
    ok: done.status === 0,
    output: (done.stdout ?? '').trim(),
    error: (done.stderr ?? '').trim() || done.error?.message || '',
  };
}

/** The interpreter itself rather than a shim, so that a signal reaches it. Undefined: no moto of the pinned minor version. */
function withMoto(python: string): string | undefined {
  const probe =
    'import sys, flask, flask_cors, moto, joserfc, openapi_spec_validator, pyparsing; print(moto.__version__); print(sys.executable)';
  const [version, executable] = run(python, ['-c', probe]).output.split('\n');
  return version?.startsWith(MOTO_MINOR) ? executable : undefined;
}

/** The python behind a `moto_server` script: in its first lines, or known to pyenv when the script is a shim. */
function pythonBehind(script: string): string | undefined {
  const head = readFileSync(script, 'utf8').split('\n').slice(0, 3).join('\n');
  const python = /(?:^#!\s*|'''exec' "?)(\/\S*python[\d.]*)/m.exec(head)?.[1];
  if (python) return python;
  const real = run('pyenv', ['which', 'moto_server']);
  return real.ok && real.output !== script && existsSync(real.output) ? pythonBehind(real.output) : undefined;
}

function scriptsOnPath(): string[] {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'moto_server'))
    .filter((script) => existsSync(script));
}

function installed(): string | undefined {
  for (const script of scriptsOnPath()) {
    const python = pythonBehind(script);
    const found = python && withMoto(python);
    if (found) return found;
  }
  return withMoto('python3') ?? (existsSync(VENV_PYTHON) ? withMoto(VENV_PYTHON) : undefined);
}

function named(script: string): string {
  const python = existsSync(script) ? pythonBehind(script) : undefined;
  const found = python && withMoto(python);
  if (found) return found;
  throw new Error(`MOTO_SERVER=${script}: expected the path of a moto_server script of version ${MOTO_MINOR}x`);
}

function install(): string {
  if (!run('python3', ['--version']).ok) {
    throw new Error('the AWS stand-in needs Python 3.10 or newer: python3 is not on the path');
  }
  process.stderr.write(
    `Installing the AWS stand-in (moto ${MOTO_VERSION}) into .moto-venv, once, about half a minute.\n`,
  );
  const made = run('python3', ['-m', 'venv', '--clear', VENV]);
  if (!made.ok) {
    throw new Error(
      `python3 -m venv failed (on Debian and Ubuntu: apt install python3-venv): ${lastLine(made.output || made.error)}`,
    );
  }
  const pip = run(VENV_PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...REQUIREMENTS]);
  if (!pip.ok) throw new Error(`pip install ${REQUIREMENTS.join(' ')} failed: ${lastLine(pip.error)}`);
  const found = withMoto(VENV_PYTHON);
  if (!found) throw new Error(`moto ${MOTO_VERSION} was installed into ${VENV} but cannot be imported from there`);
  return found;
}

export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/**
 * A Python interpreter that can import moto of the pinned minor version: the owner of `MOTO_SERVER` when that is
 * set, else of a `moto_server` on the path, else `python3`, else a private virtual environment made with pip.
 *
 * @throws Error in one line that names what is missing.
 */
export function motoPython(): string {
  const script = process.env['MOTO_SERVER'];
  return script ? named(script) : (installed() ?? install());
}
