import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partitionOf, region } from '@trueup/core';
import { NOTHING_TO_DO, PENDING, type ExitCode } from '../exit-code.ts';
import type { Here } from '../shell.ts';
import { findingsText } from '../text/finding-text.ts';
import { planText } from '../text/plan-text.ts';
import { UsageError } from '../usage-error.ts';
import { demoDirectory } from './demo-directory.ts';
import { openFindings, scanAll, type Teller } from './story.ts';

/**
 * Scans the account of the environment's credentials and plans one repair. No worker runs and nothing is started, so
 * nothing can be changed.
 */
export async function demoOnAws(here: Here, teller: Teller): Promise<ExitCode> {
  const place = region(process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1');
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  const { compose, ownIdentity, serverLog } = await import('@trueup/server');
  const account = (await ownIdentity(endpoint))?.accountId;
  if (account === undefined)
    throw new UsageError('--aws needs AWS credentials in the environment: there are none that AWS takes');
  const dataDir = await demoDirectory();
  const policyPath = join(dataDir, 'trueup.yaml');
  await writeFile(
    policyPath,
    `partition: ${partitionOf(place)}\nregions: [${place}]\naccounts: [{ id: "${account}", name: mine }]\n`,
  );
  const log = serverLog({ level: here.settings.debug ? 'info' : 'silent', destination: process.stderr });
  const trueup = await compose({ dataDir, policyPath, log, endpoint });
  try {
    const mine = trueup.application({ kind: 'person', name: here.settings.actor });
    teller.chapter(`Find, in account ${account}, ${place}; nothing is changed`);
    const scan = await scanAll(mine, teller);
    const found = await openFindings(mine);
    const [first] = found;
    const outcome = first && (await mine.makePlan({ findingId: first.id }));
    if (outcome?.kind === 'planned') {
      teller.chapter('Plan: what the first repair would change; nothing was changed');
      teller.say(planText(await mine.getPlan({ id: outcome.plan.id }), here.look, Date.now()));
    }
    here.result({ scan, findings: found }, () => findingsText(found, here.look));
    return found.length > 0 ? PENDING : NOTHING_TO_DO;
  } finally {
    await trueup.close();
    await rm(dataDir, { recursive: true });
  }
}
