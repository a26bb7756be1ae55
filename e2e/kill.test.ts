import { once } from 'node:events';
import { startAwsLab, type AwsLab, type LoggedCall } from '@trueup/testing/lab';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trueupHome, until, type TrueupHome, type TrueupServer } from './src/trueup-process.ts';

/**
 * A repair of many changes (CloudTrail.1 makes a bucket with its settings and a trail), and a server that is killed
 * with SIGKILL before AWS gets a change, or after AWS made it and before the server learns of it, at each in turn.
 */
const CONTROL = 'CloudTrail.1';

let lab: AwsLab;
let onCall: (call: LoggedCall, moment: 'before' | 'after') => Promise<void>;
beforeAll(async () => {
  onCall = () => Promise.resolve();
  lab = await startAwsLab({ onCall: (call, moment) => onCall(call, moment) });
});
afterAll(() => lab.stop());

const policyOf = (account: string): string => `
regions: [us-east-1]
accounts: [{ id: "${account}", name: e2e, role: TrueupMember }]
`;

async function startRepair(server: TrueupServer): Promise<{ id: string; planned: string[] }> {
  const trueup = server.as('ann');
  const scan = await trueup.startScan({ controls: [CONTROL] });
  await until(
    () => trueup.getScan({ id: scan.id }),
    ({ status }) => status !== 'running',
  );
  const [finding] = (await trueup.listFindings({ controls: [CONTROL] })).items;
  const outcome = await trueup.makePlan({ findingId: finding?.id ?? 'none' });
  if (outcome.kind === 'left') throw new Error(outcome.detail);
  const { id } = await trueup.startExecution({ planId: outcome.plan.id, hash: outcome.plan.hash });
  return { id, planned: outcome.plan.calls.map(({ operation }) => operation) };
}

/** Kills the server at its nth change in the account. Tells whether there was one. */
function killAt(
  nth: number,
  moment: 'before' | 'after',
  account: string,
  server: TrueupServer,
): { killed: () => boolean } {
  let changes = 0;
  let killed = false;
  onCall = async (call, at) => {
    if (killed || !call.write || call.account !== account || call.service === 'sts' || at !== moment) return;
    changes += 1;
    if (changes !== nth) return;
    killed = true;
    const ended = once(server.process, 'exit');
    server.process.kill('SIGKILL');
    await ended;
  };
  return { killed: () => killed };
}

async function repairWithKill(
  home: TrueupHome,
  account: string,
  nth: number,
  moment: 'before' | 'after',
): Promise<boolean> {
  const first = await home.serve();
  const kill = killAt(nth, moment, account, first);
  const { id, planned } = await startRepair(first);
  const look = async (): Promise<string> => {
    if (kill.killed()) return 'killed';
    const { execution } = await first
      .as('ann')
      .getExecution({ id })
      .catch(() => ({ execution: { phase: 'unknown' } }));
    return execution.phase;
  };
  await until(look, (phase) => phase === 'killed' || phase === 'finished');
  const second = kill.killed() ? await home.serve() : first;
  const trueup = second.as('ann');
  const { execution, journal } = await until(
    () => trueup.getExecution({ id }),
    (seen) => seen.execution.phase === 'finished',
  );
  expect(execution, `killed ${moment} change ${nth}: ${execution.failureMessage ?? ''}`).toMatchObject({
    outcome: 'verified',
    status: 'Success',
  });
  expect(await trueup.verifyRecords({})).toMatchObject({ kind: 'intact' });

  const done = lab.gateway.calls.filter((call) => call.write && call.account === account && call.service !== 'sts');
  const succeeded = done
    .filter(({ status, forwarded }) => forwarded && status !== undefined && status < 300)
    .map(({ action }) => action);
  expect(
    journal.filter(({ access, errorCode }) => access === 'write' && errorCode === undefined).length,
  ).toBeGreaterThan(0);
  // A change that the killed server made unseen is sent again; every other change is made once.
  expect(succeeded.length).toBeLessThanOrEqual(planned.length);
  await second.stop();
  return kill.killed();
}

test.each(['before', 'after'] as const)(
  'killed %s any change, the next start goes on and nothing is done twice',
  async (moment) => {
    for (let nth = 1; ; nth += 1) {
      const account = `${moment === 'before' ? 7 : 8}0000000${String(nth).padStart(4, '0')}`;
      const home = await trueupHome(lab.endpoint, policyOf(account));
      const killed = await repairWithKill(home, account, nth, moment);
      await home.remove();
      if (!killed) {
        expect(nth).toBeGreaterThan(3);
        return;
      }
    }
  },
  600_000,
);
