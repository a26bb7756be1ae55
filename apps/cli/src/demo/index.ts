import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { awsDoor } from '@trueup/aws';
import { accountId, region } from '@trueup/core';
import { NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import type { Here } from '../shell.ts';
import { planText } from '../text/plan-text.ts';
import { tableText } from '../terminal/table.ts';
import type { Cloud } from './cloud.ts';
import { demoOnAws } from './demo-on-aws.ts';
import { demoDirectory } from './demo-directory.ts';
import { demoPolicy } from './demo-policy.ts';
import { furnish } from './organization.ts';
import { admitPeople } from './demo-people.ts';
import type { DemoStage } from './demo-stage.ts';
import { runDemo, type DemoSummary } from './run-demo.ts';
import type { Teller } from './story.ts';
import { wrapped } from './wrapped.ts';

export interface DemoOptions {
  /** Leave everything running, and say how to go on by hand. */
  readonly keep: boolean;
  /** Scan and plan, and change nothing, with the credentials of the environment. */
  readonly aws: boolean;
}

/** The whole loop on a stand-in for AWS, or a look at a real account. */
export async function demo(here: Here, options: DemoOptions): Promise<ExitCode> {
  return options.aws ? demoOnAws(here, tellerOf(here)) : demoOnStandIn(here, options);
}

async function demoOnStandIn(here: Here, { keep }: DemoOptions): Promise<ExitCode> {
  const teller = tellerOf(here);
  const { startAwsLab } = await import('@trueup/testing/lab');
  const { compose, serverLog, startServer, stopSignal } = await import('@trueup/server');
  const begun = Date.now();
  teller.chapter('Set up a stand-in for AWS with three accounts in two regions');
  await using lab = await closing(startAwsLab(), (started) => started.stop());
  useDummyCredentials();
  const cloudOf = cloudsOf(lab.value.endpoint);
  const { planted, resources } = await furnish(cloudOf);
  teller.say(`${resources} resources, ${planted.length} faults put in on purpose.`);

  await using directory = await closing(demoDirectory(), (path) => rm(path, { recursive: true }));
  const dataDir = directory.value;
  const policyPath = join(dataDir, 'trueup.yaml');
  await writeFile(policyPath, demoPolicy());
  const log = serverLog({ level: here.settings.debug ? 'info' : 'silent', destination: process.stderr });
  await using trueup = await closing(
    compose({
      dataDir,
      policyPath,
      endpoint: lab.value.endpoint,
      log,
      timing: DEMO_TIMING,
      checkpoints: { to: join(dataDir, 'checkpoints.jsonl'), everyMinutes: 60, retainDays: 365 },
    }),
    (opened) => opened.close(),
  );
  await trueup.value.startWorker({ standing: true });
  const summary = await runDemo(
    stageOf(here, teller, { planted, cloudOf, policyPath, person: trueup.value.application }),
  );
  const told = { ...summary, seconds: Math.round((Date.now() - begun) / 1000), endpoint: lab.value.endpoint, dataDir };
  here.result(told, () => summaryText(here, told));
  if (!keep) return NOTHING_TO_DO;

  const { application, access, changes, ready } = trueup.value;
  const stopped = stopSignal();
  await using server = await closing(
    startServer({ application, access, changes, ready, dataDir, log, port: 0 }),
    (started) => started.close(),
  );
  const admitted = await admitPeople(application({ kind: 'person', name: 'ann' }));
  for (const line of keepLines({ dataDir, address: server.value.address, endpoint: lab.value.endpoint, ...admitted })) {
    teller.say(line);
  }
  await stopped;
  return NOTHING_TO_DO;
}

/** The stand-in is consistent at once, so a second look is never far away. */
const DEMO_TIMING = { verifyDelaysMs: [200, 1_000, 3_000], leaseMs: 15_000 };

async function closing<T>(
  opening: Promise<T>,
  close: (value: T) => Promise<void>,
): Promise<AsyncDisposable & { readonly value: T }> {
  const value = await opening;
  return { value, [Symbol.asyncDispose]: () => close(value) };
}

/** The stand-in takes any key. Real credentials of the environment must not even reach it, and no one is told of it. */
function useDummyCredentials(): void {
  for (const name of Object.keys(process.env))
    if (name.startsWith('TRUEUP_SLACK_')) Reflect.deleteProperty(process.env, name);
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN']) {
    Reflect.deleteProperty(process.env, name);
  }
  process.env['AWS_ACCESS_KEY_ID'] = 'demo';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'demo';
}

function cloudsOf(endpoint: string): (account: string, place: string) => Cloud {
  const door = awsDoor({ endpoint, accountOf: () => ({ role: 'DemoSetUp' }) });
  return (account, place) => {
    const scope = { accountId: accountId(account), region: region(place), partition: 'aws' } as const;
    const session = door.open(scope, { mode: 'live' });
    return {
      accountId: account,
      region: place,
      async call(service, operation, parameters = {}) {
        const answer = await session.call({ service, operation, parameters });
        if (answer.kind === 'answered') return answer.output;
        const why = answer.kind === 'failed' ? `${answer.failure.code}: ${answer.failure.message}` : 'it was not sent';
        throw new Error(`the demo could not set up ${service}:${operation} in ${account}: ${why}`);
      },
    };
  };
}

interface Staged extends Pick<DemoStage, 'planted' | 'cloudOf' | 'policyPath'> {
  readonly person: (actor: { readonly kind: 'person'; readonly name: string }) => DemoStage['ann'];
}

function stageOf(here: Here, teller: Teller, { planted, cloudOf, policyPath, person }: Staged): DemoStage {
  const ann = person({ kind: 'person', name: 'ann' });
  return {
    ann,
    ben: person({ kind: 'person', name: 'ben' }),
    cleo: person({ kind: 'person', name: 'cleo' }),
    planted,
    cloudOf,
    policyPath,
    teller,
    async showPlan({ id }) {
      teller.say(planText(await ann.getPlan({ id }), here.look, Date.now()));
    },
  };
}

/** People read on standard output; with -o json or yaml that holds the summary alone. */
function tellerOf(here: Here): Teller {
  const write = (text: string): void => {
    if (here.settings.format === 'table') process.stdout.write(`${text}\n`);
    else here.progress.say(text);
  };
  return {
    chapter: (title) => write(`\n${here.look.paint.bold(`== ${title}`)}`),
    say: (line) => write(/^ |\n/.test(line) ? line : wrapped(line)),
    table(head, rows, notes = []) {
      const [heads, ...lines] = tableText(
        head.map((title, index) => ({
          head: title.toUpperCase(),
          cell: (row: readonly string[]) => row[index] ?? '',
        })),
        rows,
        here.look,
      ).split('\n');
      const noted = lines.flatMap((line, index) => {
        const note = notes[index];
        return note === undefined ? [line] : [line, here.look.paint.dim(wrapped(note, '    '))];
      });
      write([heads, ...noted].join('\n'));
    },
  };
}

function summaryText(here: Here, summary: DemoSummary): string {
  const rows = summary.lines.map((line) => [
    line.controlId,
    ...[line.planted, line.found, line.verified, line.undone, line.appeared, line.stillOpen].map(String),
  ]);
  const sum = (of: keyof DemoSummary['lines'][number]): string =>
    String(summary.lines.reduce((total, line) => total + Number(line[of]), 0));
  rows.push(['all', sum('planted'), sum('found'), sum('verified'), sum('undone'), sum('appeared'), sum('stillOpen')]);
  const heads = ['CONTROL', 'PUT IN', 'FOUND', 'FIXED AND VERIFIED', 'UNDONE AGAIN', 'NEW', 'FAULTY NOW'];
  const table = tableText(
    heads.map((head, index) => ({ head, cell: (row: readonly string[]) => row[index] ?? '' })),
    rows,
    here.look,
  );
  return [
    table,
    '',
    `${summary.resources} resources, ${summary.waitingForApproval} plans wait for approval, ` +
      `${summary.auditRecords} audit records, ${summary.seconds} seconds.`,
    wrapped(
      'New: the bucket made for the trail, the key that encrypts the database, and its unencrypted original, kept ' +
        'until a person deletes it. What the guards hold back is faulty still.',
    ),
  ].join('\n');
}

interface Kept extends Awaited<ReturnType<typeof admitPeople>> {
  readonly dataDir: string;
  readonly address: string;
  readonly endpoint: string;
}

function keepLines({ dataDir, address, endpoint, people, password }: Kept): string[] {
  const trueup = `npx trueup --data-dir ${dataDir}`;
  const names = people.map(({ name, roles }) => `${name} (${roles.join(', ')})`).join(', ');
  return [
    '',
    `The console is on ${address}`,
    `  Log in as ${names}; the password of each: ${password}`,
    `The stand-in for AWS is on ${endpoint}. In another terminal:`,
    `  ${trueup} findings list`,
    `  ${trueup} executions list`,
    `  ${trueup} decisions list`,
    `  ${trueup} exceptions list`,
    `  ${trueup} audit verify`,
    `  AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x aws --endpoint-url ${endpoint} --region us-east-1 sts get-caller-identity`,
    'Ctrl-C ends both and removes their data.',
  ];
}
