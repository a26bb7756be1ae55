import type { Trueup } from '@trueup/api-contract';
import type { DemoStage } from '../demo-stage.ts';
import { setVersioning } from '../furnish/bucket.ts';
import { metGuard, type MetGuard } from '../met-guard.ts';
import type { Planted } from '../organization.ts';
import { scanAll, until } from '../story.ts';
import { findingOf, guardScenes, type GuardScene, type Seen } from './guard-scenes.ts';
import { PAUSING_STEP, rehearsalDocuments } from './rehearsal-documents.ts';
import { REHEARSAL } from './rehearsal-policy.ts';
import { KILLED, setUpGuards } from './set-up-guards.ts';

/** Meets each guard with a fault of its own, shows what was decided, and lets go of what only waited. */
export async function meetGuards(
  stage: DemoStage,
): Promise<{ readonly planted: readonly Planted[]; readonly met: readonly MetGuard[] }> {
  const { ann, teller } = stage;
  teller.say('The guards come first: an exception, a kill switch, and a policy with limits and windows.');
  const planted = await setUpGuards(stage);
  const scenes = guardScenes.filter(({ guard }) => guard !== 'lock');
  await whenMet(ann, scenes);
  const held = await breakWhatIsHeld(stage);
  const seen = await whenMet(ann, guardScenes);
  const shown = await showScenes(stage, seen);
  teller.say(
    'Guard pause was met above, guard flap follows. Guard clock wants a clock that was set back: its test has one.',
  );
  await letGo(stage);
  return { planted: [...planted, held], met: shown.map(({ met: one }) => one) };
}

const LONGEST_MS = 60_000;

/** Waits until the worker has decided as every scene says. */
async function whenMet(trueup: Trueup, scenes: readonly GuardScene[]): Promise<Seen> {
  const begun = Date.now();
  const seen = await until(
    () => lookAt(trueup),
    (now) => scenes.every((scene) => findingOf(scene, now)) || Date.now() - begun > LONGEST_MS,
  );
  const missing = scenes.filter((scene) => !findingOf(scene, seen)).map(({ guard, setUp }) => `${guard} (${setUp})`);
  if (missing.length > 0) throw new Error(`these guards were not met: ${missing.join(', ')}`);
  return seen;
}

async function lookAt(trueup: Trueup): Promise<Seen> {
  const [findings, decisions] = await Promise.all([
    trueup.listFindings({ accounts: [REHEARSAL.accountId], recordStates: ['ACTIVE'], limit: 1000 }),
    trueup.listDecisions({ limit: 1000 }),
  ]);
  return {
    findings: findings.items,
    decisions: new Map(decisions.items.map((decision) => [decision.findingId, decision])),
  };
}

/** A second fault of the bucket whose repair waits in the middle. */
async function breakWhatIsHeld({ ann, cloudOf, teller }: DemoStage): Promise<Planted> {
  const { accountId, region } = REHEARSAL;
  const { id, resource } = await waitingRepair(ann);
  await setVersioning(cloudOf(accountId, region), resource.id, 'Suspended');
  teller.say(
    `While repair ${id.slice(0, 8)} of ${resource.id} waits half done for a person, someone suspends versioning.`,
  );
  await scanAll(ann, teller, { accounts: [accountId], regions: [region], controls: ['S3.14'] });
  return { controlId: 'S3.14', resource: resource.id, accountId, region };
}

async function waitingRepair(trueup: Trueup) {
  const { items } = await until(
    () => trueup.listExecutions({ documentNamePrefixes: [rehearsalDocuments.pausing.name], statuses: ['Waiting'] }),
    (page) => page.items.length > 0,
  );
  const [execution] = items;
  if (!execution?.resource) throw new Error('a waiting repair has a resource');
  return { id: execution.id, resource: execution.resource };
}

async function showScenes({ ann, teller }: DemoStage, seen: Seen): Promise<readonly Shown[]> {
  const shown = await Promise.all(guardScenes.map((scene) => rowOf(ann, scene, seen)));
  teller.table(
    ['guard', 'set up', 'policy says', 'decided'],
    shown.map(({ row }) => row),
    shown.map(({ met: { because } }) => because),
  );
  return shown;
}

interface Shown {
  readonly row: readonly string[];
  readonly met: MetGuard;
}

async function rowOf(trueup: Trueup, scene: GuardScene, seen: Seen): Promise<Shown> {
  const finding = findingOf(scene, seen);
  if (!finding) throw new Error(`guard ${scene.guard} was not met`);
  const met = await metGuard(trueup, scene.guard, finding, seen.decisions.get(finding.id));
  return { row: [scene.guard, scene.setUp, met.mode, met.decided], met };
}

/** What waited for a person, a switch or a lock goes on by itself then. */
async function letGo({ ann, teller }: DemoStage): Promise<void> {
  await ann.turnKillSwitchOff({ scope: KILLED, reason: 'The tags are renamed.' });
  for (let repairs = 0; repairs < 2; repairs += 1) {
    const { id } = await waitingRepair(ann);
    await ann.signalExecution({ id, signal: { kind: 'resume', step: PAUSING_STEP } });
    await until(
      () => ann.getExecution({ id }),
      ({ execution }) => execution.phase === 'finished',
    );
  }
  const waits = guardScenes.filter(
    ({ guard, controlId }) => ['kill-switch', 'lock'].includes(guard) || controlId === 'S3.8',
  );
  await until(
    () => ann.listFindings({ accounts: [REHEARSAL.accountId], workflows: ['NEW', 'NOTIFIED'], limit: 1000 }),
    ({ items }) =>
      !items.some((finding) =>
        waits.some(
          ({ controlId, resource }) => finding.controlId === controlId && finding.resource.id.startsWith(resource),
        ),
      ),
  );
  teller.say(
    'Ann turns the kill switch off and resumes what waited in the middle. What the switch, the running limit and ' +
      'the lock held up is repaired by itself then, and verified.',
  );
}
