import { Problem, type ControlSummary, type DoctorCheck, type Trueup } from '@trueup/api-contract';
import {
  memberRolePolicies,
  memberRoleTemplate,
  type Control,
  type LibraryEntry,
  type ScriptSupport,
} from '@trueup/core';
import { entryOf } from '@trueup/engine';
import type { ApplicationParts, OwnIdentity } from './application-parts.ts';
import { examineAccount } from './examine-account.ts';
import { policyDrift } from './policy-drift.ts';
import type { PolicySource } from './policy-source.ts';

type Library = Pick<Trueup, 'listControls' | 'getControl' | 'permissions' | 'doctor'>;

export function libraryOperations(parts: ApplicationParts): Library {
  const { catalogue } = parts;
  return {
    listControls: () => Promise.resolve({ items: catalogue.map(({ control }) => summary(control)) }),
    async getControl({ id }) {
      const { control, runbook, undoRunbook, permissions, readme } = entryNamed(catalogue, id);
      const undo = undoRunbook === undefined ? {} : { undoRunbook };
      return Promise.resolve({ control: summary(control), runbook, ...undo, permissions, readme });
    },
    async permissions({ format, controls, mode = 'remediate' }) {
      const entries = controls?.map((id) => entryNamed(catalogue, id)) ?? catalogue;
      const { partition } =
        parts.policy.last() ?? (await parts.policy.read().catch(() => ({ partition: 'aws' as const })));
      const document =
        format === 'cloudformation' ? memberRoleTemplate(entries, mode) : memberRolePolicies(entries, mode, partition);
      return { text: JSON.stringify(document, undefined, 2) };
    },
    doctor: () => examine(parts),
  };
}

function entryNamed(catalogue: readonly LibraryEntry[], id: string): LibraryEntry {
  const entry = entryOf(catalogue, id);
  if (entry) return entry;
  const known = catalogue.map(({ control }) => control.id).join(', ');
  throw new Problem('not-found', `no control ${id}: expected one of ${known}`);
}

function summary(control: Control): ControlSummary {
  const { id, aliases, title, description, severity, resourceTypes, scope, standards, configRule, risk, approvalOnly } =
    control;
  return {
    id,
    ...(aliases ? { aliases } : {}),
    title,
    description,
    severity,
    resourceTypes,
    scope,
    standards,
    ...(configRule ? { configRule } : {}),
    risk,
    ...(approvalOnly === undefined ? {} : { approvalOnly }),
    ...(control.undo.kind === 'none' ? { noUndoReason: control.undo.reason } : {}),
  };
}

async function examine({ policy, store, door, identity, scripts }: ApplicationParts): ReturnType<Trueup['doctor']> {
  const checks: DoctorCheck[] = [
    await check('store', async () => {
      await store.ping();
      return 'PostgreSQL answers';
    }),
    await check('policy', async () => {
      const [{ accounts }, stored] = [await policy.read(), await policy.applied()];
      return `${stored ? 'as applied' : policy.path}: ${accounts.length} account(s)`;
    }),
    ...(await driftChecks(policy)),
    ...scriptChecks(await scripts.support()),
  ];
  const found = await identity();
  const own = found ? { identity: found } : {};
  checks.push(credentialsCheck(found));
  const settled = policy.last();
  if (!settled) return { checks, ...own };
  for (const account of settled.accounts) checks.push(await examineAccount(door, settled, account));
  return { checks, ...own };
}

/** A file that says something else than what counts is a surprise in the making. Nothing to say before the first apply. */
async function driftChecks(policy: PolicySource): Promise<DoctorCheck[]> {
  try {
    const { kind, detail } = await policyDrift(policy);
    if (kind === 'never-applied') return [];
    return [{ name: 'policy file', status: kind === 'in-sync' ? 'ok' : 'warning', detail }];
  } catch (error) {
    return [{ name: 'policy file', status: 'failed', detail: error instanceof Error ? error.message : String(error) }];
  }
}

/** Whether scripts of runbooks run here, and how. Most runbooks need none, so nothing of it is a failure. */
function scriptChecks({ sandbox, allowed, detail = '', runtimes }: ScriptSupport): DoctorCheck[] {
  const why = detail === '' ? '' : ` (${detail})`;
  const sandboxCheck: DoctorCheck =
    sandbox === 'bubblewrap'
      ? { name: 'scripts', status: 'ok', detail: 'run in a bubblewrap sandbox' }
      : allowed
        ? { name: 'scripts', status: 'warning', detail: `run without a sandbox, with the rights of this process${why}` }
        : { name: 'scripts', status: 'warning', detail: `are refused: no sandbox${why}. Install bubblewrap` };
  return [
    sandboxCheck,
    ...runtimes.map(({ family, version, detail: missing = 'not on this machine' }): DoctorCheck =>
      version === undefined
        ? { name: `scripts: ${family}`, status: 'warning', detail: missing }
        : { name: `scripts: ${family}`, status: 'ok', detail: version },
    ),
  ];
}

function credentialsCheck(found: OwnIdentity | undefined): DoctorCheck {
  return found
    ? { name: 'credentials', status: 'ok', detail: found.arn }
    : {
        name: 'credentials',
        status: 'failed',
        detail: 'AWS does not take the credentials of this environment, or there are none',
      };
}

async function check(name: string, work: () => Promise<string>): Promise<DoctorCheck> {
  try {
    return { name, status: 'ok', detail: await work() };
  } catch (error) {
    return { name, status: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
}
