import { applyPolicy } from '../apply-policy.ts';
import type { DemoStage } from '../demo-stage.ts';
import { openFindings, scanAll } from '../story.ts';
import type { Planted } from '../organization.ts';
import { foreignFinding } from './foreign-finding.ts';
import { furnishRehearsal } from './furnish-rehearsal.ts';
import { FOREIGN } from './guard-scenes.ts';
import { rehearsalDocuments } from './rehearsal-documents.ts';
import { bucketArns, bucketOf, REHEARSAL, rehearsalPolicy } from './rehearsal-policy.ts';

export const KILLED = { kind: 'control', id: 'Trueup.Tags.1' } as const;

const DAY_MS = 86_400_000;

/** Puts every guard in place first, then makes the faults that meet them. */
export async function setUpGuards(stage: DemoStage): Promise<readonly Planted[]> {
  const { ann, cloudOf, teller } = stage;
  const now = new Date();
  await ann.placeException({
    id: 'legacy-import',
    scope: { arns: bucketArns('exception') },
    owner: 'web team',
    approver: 'ben',
    justification: 'Goes with the old importer.',
    expiresAt: new Date(now.getTime() + 30 * DAY_MS).toISOString(),
  });
  await ann.turnKillSwitchOn({ scope: KILLED, reason: 'The tags are being renamed.' });
  for (const document of Object.values(rehearsalDocuments)) await ann.importDocument(document);
  await applyPolicy(stage, rehearsalPolicy(now), 'A line, a limit or a window for each guard.');

  const { accountId, region } = REHEARSAL;
  const planted = await furnishRehearsal(cloudOf(accountId, region));
  await ann.importFindings({ findings: [foreignFinding(FOREIGN, now)] });
  teller.say(`Then ${planted.length} more faults are put in, one or two for each guard.`);
  await scanAll(ann, teller, { accounts: [accountId], regions: [region] });
  const suppressed = (await openFindings(ann)).find(({ resource }) => resource.id === bucketOf('finding'));
  if (!suppressed) throw new Error('the demo has no finding to suppress');
  await ann.updateFindings({ ids: [suppressed.id], update: { Workflow: { Status: 'SUPPRESSED' } } });
  return planted;
}
