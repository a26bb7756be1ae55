import { existsSync } from 'node:fs';
import { lastLine, motoPython, run, VENV, VENV_PYTHON } from './moto-python.ts';

/** AWS's own clients, as they are tested with. Both stand on the same botocore. */
const AWSCLI_VERSION = '1.45.11';
const BOTO3_VERSION = '1.43.11';
const REQUIREMENTS = [`awscli==${AWSCLI_VERSION}`, `boto3==${BOTO3_VERSION}`];

function hasClients(python: string): boolean {
  const probe = 'import awscli, boto3; print(awscli.__version__, boto3.__version__)';
  return run(python, ['-c', probe]).output === `${AWSCLI_VERSION} ${BOTO3_VERSION}`;
}

/**
 * A Python interpreter that has the pinned AWS CLI (`-m awscli`) and boto3: the one that runs the stand-in when it has
 * them, else the private virtual environment, where they are installed with pip.
 *
 * @throws Error in one line that names what is missing.
 */
export function awsClientsPython(): string {
  const ofMoto = motoPython();
  if (hasClients(ofMoto)) return ofMoto;
  if (!existsSync(VENV_PYTHON)) {
    const made = run('python3', ['-m', 'venv', VENV]);
    if (!made.ok) throw new Error(`python3 -m venv failed: ${lastLine(made.output || made.error)}`);
  }
  if (hasClients(VENV_PYTHON)) return VENV_PYTHON;
  const pip = run(VENV_PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...REQUIREMENTS]);
  if (!pip.ok) throw new Error(`pip install ${REQUIREMENTS.join(' ')} failed: ${lastLine(pip.error)}`);
  return VENV_PYTHON;
}
