import { libraryEntry } from '@trueup/controls';
import type {
  Actor,
  ControlId,
  Execution,
  ExecutionId,
  JsonObject,
  LibraryEntry,
  Spread,
  Store,
  Worker,
} from '@trueup/core';
import { freshAccount, labAws, labEngine, labStore, type LabAws, type LabEngine } from '@trueup/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

/** Spreads through the whole engine: two accounts in two regions, with a person's yes in each of them. */

const ALICE: Actor = { kind: 'person', name: 'alice' };
const REGIONS = ['us-east-1', 'eu-west-1'];
const STOP = `
schemaVersion: '0.3'
parameters:
  InstanceId: { type: 'AWS::EC2::Instance::Id' }
mainSteps:
  - name: Ask
    action: aws:approve
    inputs:
      Approvers: [alice]
      Message: 'Stop {{ InstanceId }} in {{ global:REGION }}?'
  - name: Stop
    action: aws:changeInstanceState
    inputs:
      InstanceIds: ['{{ InstanceId }}']
      DesiredState: stopped
outputs:
  - Stop.InstanceStates
`;

/** Who it is, and where. */
const WHO = `
schemaVersion: '0.3'
mainSteps:
  - name: Who
    action: aws:executeAwsApi
    inputs: { Service: sts, Api: GetCallerIdentity }
    outputs:
      - { Name: Arn, Selector: $.Arn, Type: String }
outputs:
  - Who.Arn
`;
const ELSEWHERE = `
schemaVersion: '0.3'
parameters:
  Account: { type: String }
  Region: { type: String }
mainSteps:
  - name: There
    action: aws:executeAutomation
    inputs:
      DocumentName: Trueup-Test.Who
      TargetLocations:
        - Accounts: ['{{ Account }}']
          Regions: ['{{ Region }}']
          ExecutionRoleName: Runner
outputs:
  - There.Output
`;
const NEEDS_STORED = `
schemaVersion: '0.3'
parameters:
  Duration: { type: String, default: '{{ ssm:/duration }}' }
mainSteps:
  - name: Rest
    action: aws:sleep
    inputs: { Duration: '{{ Duration }}' }
`;
const LIBRARY = libraryEntry('S3.14');
const ENTRY: LibraryEntry = {
  ...LIBRARY,
  control: { ...LIBRARY.control, id: 'Test.Who' as ControlId },
  runbook: WHO,
};

const endpoint = inject('awsLabEndpoint');
let store: Store;
beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());

interface Fleet {
  readonly places: readonly LabAws[];
  /** Instances by account and region: the first carries the tag. */
  readonly instances: ReadonlyMap<string, readonly string[]>;
}

const nameOf = ({ accountId, region }: Pick<LabAws, 'accountId' | 'region'>): string => `${accountId}:${region}`;

async function newFleet(): Promise<Fleet> {
  const accounts = [labAws(endpoint, freshAccount()), labAws(endpoint, freshAccount())];
  const places = accounts.flatMap((aws) => REGIONS.map((name) => aws.in(name)));
  const instances = new Map<string, readonly string[]>();
  for (const aws of places) {
    const { Images } = await aws.call('ec2', 'DescribeImages');
    const [image] = Images as readonly { readonly ImageId: string }[];
    const started = await aws.call('ec2', 'RunInstances', { ImageId: image?.ImageId ?? '', MinCount: 2, MaxCount: 2 });
    const ids = (started['Instances'] as readonly { readonly InstanceId: string }[]).map(
      ({ InstanceId }) => InstanceId,
    );
    await aws.call('ec2', 'CreateTags', { Resources: ids.slice(0, 1), Tags: [{ Key: 'Env', Value: 'prod' }] });
    instances.set(nameOf(aws), ids);
  }
  return { places, instances };
}

async function statesIn(aws: LabAws, ids: readonly string[]): Promise<readonly string[]> {
  const answer = await aws.call('ec2', 'DescribeInstances', { InstanceIds: ids });
  const found = (answer['Reservations'] as readonly { readonly Instances: readonly JsonObject[] }[]).flatMap(
    ({ Instances }) => Instances,
  );
  return ids.map((id) => {
    const instance = found.find(({ InstanceId }) => InstanceId === id);
    const { Name } = (instance?.['State'] ?? { Name: 'not there' }) as { readonly Name: string };
    return Name;
  });
}

interface Running {
  readonly lab: LabEngine;
  readonly top: Execution;
  latest(): Promise<Execution>;
  /** Children of the top or of another, as they stand now. */
  children(id?: ExecutionId): Promise<readonly Execution[]>;
  /** Approvals that are waited for anywhere below. */
  asked(): Promise<readonly Execution[]>;
  until<T>(look: () => Promise<T | undefined>): Promise<T>;
}

async function spreading(fleet: Fleet, spread: Spread, work: (running: Running) => Promise<void>): Promise<void> {
  const [first, , other] = fleet.places;
  if (!first || !other) throw new Error('the fleet has no places');
  const lab = labEngine({ endpoint, store, entries: [], accountId: first.accountId, otherAccounts: [other.accountId] });
  const worker: Worker = await lab.engine.startWorker({ concurrency: 4, owner: `spread-${process.pid}` });
  try {
    const document = { kind: 'text', name: 'StopOne', text: STOP } as const;
    const { accountId, region, partition } = first;
    const scope = { accountId, region, partition };
    const started = await lab.engine.automations.start({ document, scope, parameters: {}, ...spread }, ALICE);
    if (started.kind === 'refused') throw new Error(started.detail);
    const top = started.execution;
    const children = (id: ExecutionId = top.id): Promise<readonly Execution[]> => store.executions.children(id);
    await work({
      lab,
      top,
      children,
      latest: async () => (await store.executions.byId(top.id)) ?? top,
      async asked() {
        const below = await Promise.all((await children()).map(({ id }) => children(id)));
        return below.flat().filter(({ status }) => status === 'Waiting');
      },
      async until(look) {
        for (const end = Date.now() + 60_000; Date.now() < end;) {
          const found = await look();
          if (found !== undefined) return found;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error(`it never came: ${JSON.stringify(await store.executions.byId(top.id))}`);
      },
    });
  } finally {
    await worker.stop();
    await lab.close();
  }
}

const everywhere = (fleet: Fleet, more: JsonObject = {}): Spread => ({
  targetParameterName: 'InstanceId',
  targets: [{ Key: 'tag:Env', Values: ['prod'] }],
  targetLocations: [
    { Accounts: [...new Set(fleet.places.map(({ accountId }) => accountId))], Regions: REGIONS, ...more },
  ],
});

const approve = ({ lab }: Running, { id }: Execution): Promise<unknown> =>
  lab.engine.automations.signal(id, { kind: 'approve' }, ALICE);
const finished = async ({ latest }: Running): Promise<Execution | undefined> => {
  const execution = await latest();
  return execution.phase === 'finished' ? execution : undefined;
};

test('every account and region asks for its own approval, one after the other, and does its own instances', async () => {
  const fleet = await newFleet();
  await spreading(fleet, everywhere(fleet), async (running) => {
    const { top, asked, until, children } = running;
    expect(top.spread?.children.map(({ target }) => target)).toEqual(fleet.places.map(nameOf));
    for (const aws of fleet.places) {
      const waiting = await until(async () => (await asked()).find(({ scope }) => nameOf(scope) === nameOf(aws)));
      const [tagged = '', untagged = ''] = fleet.instances.get(nameOf(aws)) ?? [];
      expect(waiting).toMatchObject({ target: tagged, kind: 'child', parameters: { InstanceId: tagged } });
      // One location at a time: none after this one has begun.
      expect((await children()).at(-1)?.target).toBe(nameOf(aws));
      expect(await statesIn(aws, [tagged, untagged])).toEqual(['running', 'running']);
      await approve(running, waiting);
    }
    const ended = await until(() => finished(running));
    expect(ended).toMatchObject({ status: 'Success' });
    expect((await children()).map(({ target, status }) => `${target} ${status}`)).toEqual(
      fleet.places.map((aws) => `${nameOf(aws)} Success`),
    );
    for (const aws of fleet.places) {
      expect(await statesIn(aws, fleet.instances.get(nameOf(aws)) ?? [])).toEqual(['stopped', 'running']);
    }
    expect(ended.outputs?.['Stop.InstanceStates']).toHaveLength(fleet.places.length);
  });
});

test('a no in one location fails it, and the locations after it are left alone', async () => {
  const fleet = await newFleet();
  await spreading(fleet, everywhere(fleet), async (running) => {
    const { lab, asked, until, children } = running;
    const waiting = await until(async () => (await asked())[0]);
    await lab.engine.automations.signal(waiting.id, { kind: 'reject', comment: 'not today' }, ALICE);
    const ended = await until(() => finished(running));
    const [first] = fleet.places;
    expect(ended).toMatchObject({ status: 'Failed' });
    expect(ended.failureMessage).toContain(
      `1 of 4 did not succeed, more than MaxErrors 0 allows: ${first && nameOf(first)}`,
    );
    expect(await children()).toHaveLength(1);
    for (const aws of fleet.places) {
      expect(await statesIn(aws, fleet.instances.get(nameOf(aws)) ?? [])).toEqual(['running', 'running']);
    }
  });
});

test('a cancel of the whole reaches the approval that is waited for at the bottom', async () => {
  const fleet = await newFleet();
  await spreading(fleet, everywhere(fleet, { TargetLocationMaxConcurrency: '100%' }), async (running) => {
    const { lab, top, asked, until, children } = running;
    const first = await until(async () => (await asked())[0]);
    await approve(running, first);
    // After the first alone come two at once.
    await until(async () => ((await asked()).length === 2 ? true : undefined));
    await lab.engine.automations.stop(top.id, 'Cancel', ALICE);
    expect(await until(() => finished(running))).toMatchObject({ status: 'Cancelled' });
    expect((await children()).map(({ status }) => status)).toEqual(['Success', 'Cancelled', 'Cancelled']);
  });
});

test('a step that names another account, region and role reads there what the runbook gave', async () => {
  const [home, other] = [freshAccount(), freshAccount()];
  const lab = labEngine({ endpoint, store, entries: [ENTRY], accountId: home, otherAccounts: [other] });
  try {
    const started = await lab.engine.automations.start(
      {
        document: { kind: 'text', name: 'Elsewhere', text: ELSEWHERE },
        scope: { accountId: home, region: labAws(endpoint, home).region, partition: 'aws' },
        parameters: { Account: [other], Region: ['eu-west-1'] },
      },
      ALICE,
    );
    if (started.kind === 'refused') throw new Error(started.detail);
    const ended = await lab.finish(started.execution.id);
    expect(ended).toMatchObject({ status: 'Success' });
    expect(ended.outputs?.['There.Output']).toEqual([
      expect.stringContaining(`arn:aws:sts::${other}:assumed-role/Runner/`),
    ]);
  } finally {
    await lab.close();
  }
});

test('a location without what a default names of Parameter Store has failed, and the others go on as MaxErrors allows', async () => {
  const [home, other] = [labAws(endpoint, freshAccount()), freshAccount()];
  await home.call('ssm', 'PutParameter', { Name: '/duration', Value: 'PT1S', Type: 'String' });
  const { accountId, region, partition } = home;
  const lab = labEngine({ endpoint, store, entries: [], accountId, otherAccounts: [other] });
  try {
    const location = { Accounts: [other, accountId], Regions: [region], TargetLocationMaxErrors: '1' };
    const started = await lab.engine.automations.start(
      {
        document: { kind: 'text', name: 'NeedsStored', text: NEEDS_STORED },
        scope: { accountId, region, partition },
        parameters: {},
        targetLocations: [location],
      },
      ALICE,
    );
    if (started.kind === 'refused') throw new Error(started.detail);
    expect(await lab.finish(started.execution.id)).toMatchObject({ status: 'Success' });
    const children = await store.executions.children(started.execution.id);
    expect(children.map(({ target, status }) => [target, status])).toEqual([
      [`${other}:${region}`, 'Failed'],
      [`${accountId}:${region}`, 'Success'],
    ]);
    expect(children[0]?.failureMessage).toContain('{{ssm:/duration}} could not be read');
  } finally {
    await lab.close();
  }
});
