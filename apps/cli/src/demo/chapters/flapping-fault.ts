import type { Finding, Trueup } from '@trueup/api-contract';
import type { DemoStage } from '../demo-stage.ts';
import { setVersioning } from '../furnish/bucket.ts';
import { bucketOf, REHEARSAL } from '../guards/rehearsal-policy.ts';
import { metGuard, type MetGuard } from '../met-guard.ts';
import { scanAll, until } from '../story.ts';

const BUCKET = bucketOf('flap');
const CONTROL = 'S3.14';
const REGRESSIONS = 2;

/** Someone takes the same repair back again and again, until it is left to people. */
export async function flappingFault({ ann, cloudOf, teller }: DemoStage): Promise<MetGuard> {
  const { accountId, region } = REHEARSAL;
  await flapper(ann, ({ workflow }) => workflow === 'RESOLVED');
  for (let round = 1; round <= REGRESSIONS; round += 1) {
    await setVersioning(cloudOf(accountId, region), BUCKET, 'Suspended');
    await scanAll(
      ann,
      { ...teller, say: () => undefined },
      { accounts: [accountId], regions: [region], controls: [CONTROL] },
    );
    const seen = await flapper(
      ann,
      ({ workflow, regressions, pausedReason }) =>
        regressions === round && (workflow === 'RESOLVED' || pausedReason !== undefined),
    );
    teller.say(
      `Someone suspends the versioning of ${BUCKET}: ${seen.pausedReason ?? 'it is repaired and verified again.'}`,
    );
  }
  const finding = await flapper(ann, () => true);
  const flap = await metGuard(ann, 'flap', finding);
  teller.say(`Guard flap: its line says ${flap.mode}, and it is left: ${flap.because}.`);
  const { unread, events } = (await ann.investigateFinding({ findingId: finding.id })).investigation ?? { events: [] };
  teller.say(
    unread
      ? `Who reverts it, CloudTrail would tell: LookupEvents is not in the stand-in (${unread.reason}), so nobody is named.`
      : `CloudTrail names ${events[0]?.principal.name ?? 'nobody'}.`,
  );
  return flap;
}

async function flapper(trueup: Trueup, done: (finding: Finding) => boolean): Promise<Finding> {
  const look = async (): Promise<Finding> => {
    const { items } = await trueup.listFindings({ accounts: [REHEARSAL.accountId], controls: [CONTROL], limit: 1000 });
    const finding = items.find(({ resource }) => resource.id === BUCKET);
    if (!finding) throw new Error(`the demo has no finding of ${BUCKET}`);
    return finding;
  };
  return until(look, done);
}
