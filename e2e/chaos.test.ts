import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptedAws, type ScriptedAws } from './src/scripted-aws.ts';
import { trueupHome, until, type TrueupHome, type TrueupServer } from './src/trueup-process.ts';

/**
 * Many executions at once, and a server that is killed with SIGKILL at random moments: every execution ends as it would
 * have, and no finished step runs twice. CHAOS_ROUNDS says how often; 20 for the number in bench/RESULTS.md.
 */
const ROUNDS = Number(process.env['CHAOS_ROUNDS'] ?? 2);
const EXECUTIONS = 200;
const KILLS = 3;
/** What a server's worker has in hand at once. */
const IN_HAND = 100;

const TAGS = (step: string): string => `
  - name: ${step}
    action: aws:executeAwsApi
    inputs: { Service: kms, Api: TagResource, KeyId: '{{ automation:EXECUTION_ID }}', Tags: [{ TagKey: ${step}, TagValue: x }] }`;
const DOCUMENT = `
schemaVersion: '0.3'
variables: { count: { type: Integer, default: 0 } }
mainSteps:${TAGS('First')}
  - { name: Count, action: aws:updateVariable, inputs: { Name: 'variable:count', Value: 7 } }
  - name: Choose
    action: aws:branch
    inputs: { Choices: [{ Variable: '{{ variable:count }}', NumericEquals: 7, NextStep: Rest }] }
    isEnd: true
  - { name: Skipped, action: aws:pause, inputs: {} }
  - { name: Rest, action: aws:sleep, inputs: { Duration: PT1S } }${TAGS('Last')}
`;

let aws: ScriptedAws;
beforeAll(async () => {
  aws = await scriptedAws();
});
afterAll(() => aws.stop());

async function startAll(server: TrueupServer): Promise<readonly string[]> {
  const trueup = server.as('ann');
  const ids: string[] = [];
  const startOne = async (): Promise<void> => {
    const { execution } = await trueup.startAutomation({ document: { kind: 'text', name: 'Chaos', text: DOCUMENT } });
    ids.push(execution.id);
  };
  for (let begun = 0; begun < EXECUTIONS; begun += 20) await Promise.all(Array.from({ length: 20 }, startOne));
  return ids;
}

async function kill(server: TrueupServer): Promise<void> {
  const ended = once(server.process, 'exit');
  server.process.kill('SIGKILL');
  await ended;
}

async function killAgainAndAgain(home: TrueupHome, first: TrueupServer): Promise<TrueupServer> {
  let server = first;
  for (let count = 0; count < KILLS; count += 1) {
    await sleep(100 + Math.random() * 900);
    await kill(server);
    server = await home.serve();
  }
  return server;
}

test.each(Array.from({ length: ROUNDS }, (_none, round) => round + 1))(
  'round %i: killed again and again, every execution ends as it would have and no finished step runs twice',
  async () => {
    const home = await trueupHome(aws.endpoint);
    const first = await home.serve();
    const ids = await startAll(first);
    const last = await killAgainAndAgain(home, first);
    const trueup = last.as('ann');
    await until(
      async () => (await trueup.listExecutions({ phases: ['running'], limit: 1 })).items,
      (running) => running.length === 0,
    );
    for (const id of ids) {
      const { execution, steps, journal } = await trueup.getExecution({ id });
      expect(execution.status).toBe('Success');
      expect(steps.map(({ name, status, attempts }) => `${name} ${status} ${attempts}`)).toEqual([
        'First Success 1',
        'Count Success 1',
        'Choose Success 1',
        'Skipped Pending 0',
        'Rest Success 1',
        'Last Success 1',
      ]);
      // A call is written down with the end of its step: twice here would be a finished step that ran again.
      expect(journal.map(({ step }) => step)).toEqual(['First', 'Last']);
    }
    const mine = aws.tagged.filter(({ key }) => ids.includes(key));
    expect(new Set(mine.map(({ key, tag }) => `${key} ${tag}`)).size).toBe(2 * EXECUTIONS);
    // Only what was under way when a server died is sent again.
    expect(mine.length - 2 * EXECUTIONS).toBeLessThanOrEqual(KILLS * IN_HAND);
    expect(await trueup.verifyRecords({})).toMatchObject({ kind: 'intact' });
    await last.stop();
    await home.remove();
  },
  240_000,
);
