import {
  type Answer,
  type AutomationStatus,
  type Execution,
  type ExecutionId,
  type JsonObject,
  type PlanId,
  type Spread,
} from '@trueup/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digest, DOCUMENT, HOME, ID, NOW, OTHER, PLACES, plan, ROLE, TAG, values } from './planned-spread.ts';
import { driveSpread } from './drive-spread.ts';
import type { SpreadEnd, SpreadParts } from './spread-parts.ts';

function parentOf(wanted: Spread, supplied?: JsonObject): SpreadParts['execution'] {
  const planned = plan(wanted, supplied);
  if (planned.kind === 'refused') throw new Error(planned.detail);
  return {
    id: ID,
    kind: 'automation',
    scope: HOME,
    roleArn: ROLE,
    documentName: 'Doc',
    documentVersion: '1',
    mode: 'Auto',
    tags: [{ Key: 'team', Value: 'a' }],
    document: 'text',
    parameters: {},
    phase: 'running',
    status: 'Pending',
    startedBy: { kind: 'person', name: 'ann' },
    startedAt: NOW,
    verifyAttempts: 0,
    spread: planned.spread,
  };
}

/** A store of rows, an AWS that knows one tag, and a worker that can die at any write. */
class World {
  readonly rows = new Map<ExecutionId, Execution>();
  ended: SpreadEnd | undefined;
  dies: 'before' | 'after' | undefined;
  halt: SpreadParts['halt'];
  answer: Answer = { kind: 'answered', output: { ResourceTagMappingList: [] } };
  mostRunning = 0;
  parent: SpreadParts['execution'];

  constructor(parent: SpreadParts['execution']) {
    this.parent = parent;
  }

  parts(): SpreadParts {
    return {
      execution: this.parent,
      document: DOCUMENT,
      digest,
      now: () => NOW,
      ...(this.halt === undefined ? {} : { halt: this.halt }),
      sources: {
        session: { call: () => Promise.resolve(this.answer) },
        accounts: [HOME.accountId, OTHER],
        stored: ({ scope }) =>
          Promise.resolve(
            scope.region === 'us-west-2'
              ? { kind: 'refused', detail: 'Parameter Store is not there' }
              : { kind: 'values', values: new Map([['/ami', `ami-${scope.region}`]]) },
          ),
      },
      children: () => Promise.resolve([...this.rows.values()]),
      outputs: () => Promise.resolve([...this.rows.values()]),
      keep: (spread) => this.write(() => void (this.parent = { ...this.parent, spread })),
      start: (children) =>
        this.write(() => {
          for (const child of children) {
            if (this.rows.has(child.id)) throw new Error(`${child.target ?? ''} is started twice`);
            this.rows.set(child.id, child);
          }
          this.mostRunning = Math.max(this.mostRunning, this.running().length);
        }),
      cancel: (children) =>
        this.write(() => {
          for (const { id, cancelRequestedAt } of children) {
            if (cancelRequestedAt !== undefined) throw new Error(`${id} is asked to stop twice`);
            this.change(id, { cancelRequestedAt: NOW });
          }
        }),
      finish: (end) => this.write(() => void (this.ended = end)),
    };
  }

  async write(change: () => void): Promise<void> {
    const { dies } = this;
    this.dies = undefined;
    if (dies === 'before') throw new Error('died');
    change();
    await Promise.resolve();
    if (dies === 'after') throw new Error('died');
  }

  change(id: ExecutionId, change: Partial<Execution>): void {
    const row = this.rows.get(id);
    if (row) this.rows.set(id, { ...row, ...change });
  }

  running(): Execution[] {
    return [...this.rows.values()].filter(({ phase }) => phase !== 'finished');
  }

  /** Runs a segment, and those after it while the worker dies in them. */
  async segment(): Promise<void> {
    for (;;) {
      try {
        await driveSpread(this.parts());
        return;
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'died') throw error;
      }
    }
  }

  end(child: Execution | undefined, status: AutomationStatus): void {
    if (child) this.change(child.id, { phase: 'finished', status, outputs: { 'S.Out': [child.target ?? ''] } });
  }

  async toTheEnd(): Promise<SpreadEnd | undefined> {
    await this.segment();
    for (let turn = 0; turn < 1_000 && !this.ended; turn += 1) {
      this.end(this.running()[0], 'Success');
      await this.segment();
    }
    return this.ended;
  }
}

const bucketsTagged = (...names: string[]): Answer => ({
  kind: 'answered',
  output: { ResourceTagMappingList: names.map((name) => ({ ResourceARN: `arn:aws:s3:::${name}` })) },
});

const turns = fc.array(
  fc.record({
    pick: fc.nat(),
    status: fc.constantFrom<AutomationStatus>('Success', 'Success', 'Failed', 'TimedOut'),
    dies: fc.constantFrom(undefined, 'before' as const, 'after' as const),
    cancels: fc.integer({ min: 0, max: 60 }).map((chance) => chance === 0),
  }),
  { minLength: 80, maxLength: 80 },
);

test('however its worker dies, a spread starts each child once, holds to its rate, and ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      turns,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 0, max: 4 }),
      async (story, total, maxConcurrency, maxErrors) => {
        const names = Array.from({ length: total }, (_, index) => `bucket-${index}`);
        const rates = { maxConcurrency: String(maxConcurrency), maxErrors: String(maxErrors) };
        const world = new World(parentOf({ ...TAG, ...rates }));
        world.answer = bucketsTagged(...names);
        for (const { pick, status, dies, cancels } of story) {
          if (world.ended) break;
          if (cancels) world.halt = 'cancel';
          world.dies = dies;
          await world.segment();
          const running = world.running();
          const child = running[pick % Math.max(1, running.length)];
          world.end(child, child?.cancelRequestedAt === undefined ? status : 'Cancelled');
        }
        await world.segment();
        const ended = [...world.rows.values()].map(({ status }) => status);
        const errors = ended.filter((status) => status !== 'Success').length;
        expect(world.mostRunning).toBeLessThanOrEqual(maxConcurrency);
        expect(world.ended).toBeDefined();
        expect(world.running()).toEqual([]);
        const expected =
          world.halt === 'cancel' ? ['Cancelled', 'Success', 'Failed'] : [errors > maxErrors ? 'Failed' : 'Success'];
        expect(expected).toContain(world.ended?.status);
        expect(world.halt === 'cancel' || errors > maxErrors || world.rows.size === total).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test('a child runs the document on its target, where its parent is and for the same person, with permissions of its own', async () => {
  const world = new World(parentOf(values('alpha', 'beta')));
  await world.segment();
  expect([...world.rows.values()]).toEqual([
    expect.objectContaining({
      kind: 'child',
      parent: { id: ID, step: 'alpha' },
      target: 'alpha',
      scope: HOME,
      roleArn: ROLE,
      parameters: { Bucket: 'alpha', Where: '111111111111 eu-west-1', Ami: 'ami-eu-west-1' },
      permissions: [{ Action: ['s3:PutObject'], Resource: 'arn:aws:s3:::alpha/*' }],
      startedBy: { kind: 'person', name: 'ann' },
      tags: [],
    }),
  ]);
});

test('the children of a repair may do no more than the repair, whatever their document says', async () => {
  const permissions = [{ Action: ['s3:GetObject'], Resource: '*' }];
  const world = new World({ ...parentOf(values('alpha')), planId: 'plan-1' as PlanId, permissions });
  await world.segment();
  expect([...world.rows.values()]).toMatchObject([{ planId: 'plan-1', permissions }]);
});

test('what a tag stood for when it was first asked for is what it stands for to the end', async () => {
  const world = new World(parentOf(TAG));
  world.answer = bucketsTagged('alpha', 'beta');
  world.dies = 'after';
  await world.segment();
  world.answer = bucketsTagged('gamma');
  expect(await world.toTheEnd()).toEqual({ status: 'Success', outputs: { 'S.Out': ['alpha', 'beta'] } });
});

test('outputs of the children are handed on in the order of the targets', async () => {
  const world = new World(parentOf({ ...values('alpha', 'beta', 'gamma') }));
  expect(await world.toTheEnd()).toEqual({ status: 'Success', outputs: { 'S.Out': ['alpha', 'beta', 'gamma'] } });
});

test('a location without targets runs the document once, in its own account, with its own role and defaults', async () => {
  const world = new World(parentOf(PLACES, { Bucket: ['shared'] }));
  await world.segment();
  const [child] = world.rows.values();
  expect(child).toMatchObject({
    target: '222222222222:eu-west-1',
    scope: { ...HOME, accountId: OTHER },
    roleArn: 'arn:aws:iam::222222222222:role/Runner',
    parameters: { Bucket: 'shared', Where: '222222222222 eu-west-1' },
  });
  expect(child).not.toHaveProperty('spread');
});

test('a location with targets is a spread itself, and resolves its tag in its own account', async () => {
  const top = new World(parentOf({ ...PLACES, ...TAG }));
  await top.segment();
  const [child] = top.rows.values();
  if (!child?.spread) throw new Error('the child is not spread');
  expect(child.spread).toMatchObject({
    resolved: false,
    children: [],
    targetType: 'AWS::S3::Bucket',
    maxConcurrency: '5',
  });
  const within = new World({ ...child, spread: child.spread });
  within.answer = bucketsTagged('theirs');
  await within.segment();
  expect([...within.rows.values()]).toMatchObject([
    {
      target: 'theirs',
      scope: { accountId: OTHER },
      roleArn: 'arn:aws:iam::222222222222:role/Runner',
      parameters: { Bucket: 'theirs' },
    },
  ]);
});

test('a location in which nothing has the tag is a success, a start that finds nothing is a failure', async () => {
  const world = new World(parentOf(TAG));
  expect(await world.toTheEnd()).toMatchObject({ status: 'Failed' });
  const located = new World({ ...parentOf(TAG), target: '222222222222:eu-west-1' });
  expect(await located.toTheEnd()).toEqual({ status: 'Success', outputs: {} });
});

test.each<[string, Answer, string]>([
  [
    'a read that AWS refuses',
    { kind: 'failed', failure: { code: 'AccessDenied', message: 'no', httpStatus: 403, kind: 'access-denied' } },
    'The targets could not be resolved: resourcegroupstaggingapi GetResources: AccessDenied: no',
  ],
  [
    'one target that the document does not take',
    bucketsTagged('good-one', 'NOT_ONE'),
    'The targets could not be resolved: Target NOT_ONE: Parameter "Bucket" has value "NOT_ONE"',
  ],
])('%s fails the spread before anything is started', async (_what, answer, message) => {
  const world = new World(parentOf(TAG));
  world.answer = answer;
  await world.segment();
  expect(world.ended).toMatchObject({ status: 'Failed' });
  expect(world.ended?.failureMessage).toContain(message);
  expect(world.rows.size).toBe(0);
});

test('a child that cannot begin in its place has failed, and counts as an error', async () => {
  const regions = { Accounts: [OTHER], Regions: ['us-west-2', 'eu-west-1'] };
  const strict = new World(parentOf({ targetLocations: [regions] }, { Bucket: 'shared' }));
  await strict.segment();
  expect([...strict.rows.values()]).toMatchObject([
    { phase: 'finished', status: 'Failed', failureMessage: 'Parameter Store is not there' },
  ]);
  expect(strict.ended).toMatchObject({ status: 'Failed' });

  const lenient = new World(
    parentOf({ targetLocations: [{ ...regions, TargetLocationMaxErrors: '1' }] }, { Bucket: 'shared' }),
  );
  expect(await lenient.toTheEnd()).toMatchObject({ status: 'Success' });
  expect(lenient.rows.size).toBe(2);
});

test('a cancel reaches the children that run, starts no other, and waits for their end', async () => {
  const world = new World(parentOf({ ...values('alpha', 'beta', 'gamma'), maxConcurrency: '2' }));
  await world.segment();
  world.halt = 'cancel';
  await world.segment();
  expect([...world.rows.values()]).toMatchObject([{ target: 'alpha', cancelRequestedAt: NOW }]);
  expect(world.ended).toBe(undefined);
  world.end(world.running()[0], 'Cancelled');
  await world.segment();
  expect(world.ended).toMatchObject({ status: 'Cancelled' });
  expect(world.rows.size).toBe(1);
});
