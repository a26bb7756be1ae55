import type { Execution, Finding, Plan, Scan, Trueup } from '@trueup/api-contract';

/** What the demo tells while it goes on. */
export interface Teller {
  chapter(title: string): void;
  say(line: string): void;
  table(head: readonly string[], rows: readonly (readonly string[])[]): void;
}

const LOOK_MS = 200;

export async function scanAll(trueup: Trueup, teller: Teller): Promise<Scan> {
  const started = await trueup.startScan({});
  const scan = await until(
    () => trueup.getScan({ id: started.id }),
    ({ status }) => status !== 'running',
  );
  if (scan.status === 'failed') throw new Error(`the scan failed: ${scan.failure ?? 'no reason given'}`);
  const { counts } = scan;
  teller.say(
    `${counts.resources} resources read in ${scan.listsDone} lists; ${counts.nonCompliant} faults, ` +
      `${counts.compliant} checks passed, ${scan.gapsTotal} could not be read.`,
  );
  return scan;
}

export async function openFindings(trueup: Trueup): Promise<readonly Finding[]> {
  const page = await trueup.listFindings({ recordStates: ['ACTIVE'], workflows: ['NEW', 'NOTIFIED'], limit: 1000 });
  return page.items;
}

/** Waits until every execution has ended. */
export async function executionsAtRest(trueup: Trueup, teller: Teller): Promise<readonly Execution[]> {
  let told = -1;
  const page = await until(
    async () => {
      const executions = await trueup.listExecutions({ limit: 1000 });
      const ended = executions.items.filter(({ phase }) => phase === 'finished').length;
      if (ended !== told && ended % 5 === 0) teller.say(`  ${ended} of ${executions.items.length} repairs done`);
      told = ended;
      return executions;
    },
    ({ items }) => items.every(({ phase }) => phase === 'finished'),
  );
  return page.items;
}

/** Runs a plan to its end. */
export async function carryOut(trueup: Trueup, plan: Plan): Promise<Execution> {
  const { id } = await trueup.startExecution({ planId: plan.id, hash: plan.hash });
  const ended = await until(
    () => trueup.getExecution({ id }),
    ({ execution }) => execution.phase === 'finished',
  );
  return ended.execution;
}

async function until<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (done(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
