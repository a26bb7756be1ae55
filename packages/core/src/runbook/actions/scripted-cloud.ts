import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import type { Instant } from '../../value/instant.ts';
import type { ApiCall } from '../command.ts';
import type { Reply } from '../procedure.ts';
import { textAt, textsAt } from './answer.ts';
import { answered, refused, type PlayedCloud } from './play-procedure.ts';

/** A small cloud for tests. It honours tokens and names as AWS does, and counts what really changed. */
export interface ScriptedCloud extends PlayedCloud {
  /** Every change, in order, such as `RunInstances i-1`. A repeated call that changed nothing is none. */
  readonly changes: readonly string[];
}

export interface CloudOptions {
  /** Looks until what was begun is done. */
  readonly lag?: number;
  /** Numbers of calls that fail in passing where they read, counted from 0. */
  readonly faults?: readonly number[];
}

/** Those of the image ami-01d, which is there from the beginning. */
const SNAPSHOTS: readonly string[] = ['snap-1', 'snap-2'];

type Operation = (parameters: JsonObject, now: Instant) => Reply;

interface World {
  readonly changes: string[];
  /** Whether what is known under this key needs no further look. */
  readonly settled: (key: string) => boolean;
  /** The same id for the same token; `made` is called when it is new. */
  readonly once: (kind: string, token: string, made: (id: string) => void) => string;
}

export function scriptedCloud({ lag = 0, faults = [] }: CloudOptions = {}): ScriptedCloud {
  const world = newWorld(lag);
  const { changes } = world;
  const operations: Readonly<Record<string, Operation>> = {
    ...instances(world),
    ...images(world),
    ...snapshots(world),
    ...stacks(world),
    ...commands(world),
    ...executions(world),
    ...others(world),
  };
  let count = 0;
  return {
    changes,
    call(call, now) {
      const operation = operations[call.operation];
      if (!operation) throw new Error(`the cloud has no ${call.operation}`);
      const fails = faults.includes(count) && /^(Describe|List|Get)/.test(call.operation);
      count += 1;
      return fails ? refused('Throttling', 'Rate exceeded', 'Throttling') : operation(wire(call), now);
    },
    post: () => {
      changes.push('POST');
      return answered({ Response: 'ok', ResponseCode: 200 });
    },
  };
}

function newWorld(lag: number): World {
  const changes: string[] = [];
  const looks = new Map<string, number>();
  const ids = new Map<string, string>();
  return {
    changes,
    settled(key) {
      const count = (looks.get(key) ?? 0) + 1;
      looks.set(key, count);
      return count > lag;
    },
    once(kind, token, made) {
      const key = `${kind} ${token}`;
      const id = ids.get(key) ?? `${kind}-${ids.size + 1}`;
      if (!ids.has(key)) {
        ids.set(key, id);
        made(id);
      }
      return id;
    },
  };
}

/** As it goes over the wire: without undefined members. */
function wire({ parameters }: ApiCall): JsonObject {
  return JSON.parse(JSON.stringify(parameters)) as JsonObject;
}

function instances({ changes, settled, once }: World): Record<string, Operation> {
  const states = new Map<string, string>([['i-a', 'running']]);
  const change =
    (state: string): Operation =>
    (parameters) => {
      for (const id of textsAt(parameters, 'InstanceIds')) {
        if (states.get(id) !== state) changes.push(`${state} ${id}`);
        states.set(id, state);
      }
      return answered({});
    };
  return {
    StartInstances: change('running'),
    StopInstances: change('stopped'),
    TerminateInstances: change('terminated'),
    RunInstances: (parameters) => {
      const made = (id: string): void => void (changes.push(`launch ${id}`), states.set(id, 'running'));
      return answered({ Instances: [{ InstanceId: once('i', textAt(parameters, 'ClientToken'), made) }] });
    },
    DescribeInstances: (parameters) => {
      const list = textsAt(parameters, 'InstanceIds').map((InstanceId) => ({
        InstanceId,
        State: { Name: settled(`state ${InstanceId}`) ? (states.get(InstanceId) ?? '') : 'pending' },
      }));
      return answered({ Reservations: [{ Instances: list }] });
    },
    DescribeInstanceStatus: (parameters) => {
      const list = textsAt(parameters, 'InstanceIds').map((InstanceId) => {
        const Status = settled(`status ${InstanceId}`) ? 'ok' : 'initializing';
        const State = { Name: states.get(InstanceId) ?? '' };
        return { InstanceId, InstanceState: State, InstanceStatus: { Status }, SystemStatus: { Status } };
      });
      return answered({ InstanceStatuses: list });
    },
  };
}

function images({ changes, settled, once }: World): Record<string, Operation> {
  const known = new Map<string, JsonObject>();
  const mappings = SNAPSHOTS.map((SnapshotId) => ({ Ebs: { SnapshotId } }));
  known.set('ami-01d', { Name: 'old', BlockDeviceMappings: [...mappings, { VirtualName: 'ephemeral0' }] });
  const make = (name: Json | undefined, now: Instant) => (id: string) => {
    changes.push(`image ${id}`);
    known.set(id, { Name: name, CreationDate: now });
  };
  const shown = (id: string, image: JsonObject): JsonObject => ({
    ...image,
    ImageId: id,
    State: settled(`image ${id}`) ? 'available' : 'pending',
  });
  return {
    CopyImage: ({ ClientToken, Name }, now) => answered({ ImageId: once('ami', String(ClientToken), make(Name, now)) }),
    CreateImage: ({ Name }, now) => {
      if ([...known.values()].some((image) => image['Name'] === Name)) return refused('InvalidAMIName.Duplicate');
      return answered({ ImageId: once('ami', String(Name), make(Name, now)) });
    },
    DescribeImages: (parameters) => {
      const name = textAt(parameters, 'Filters', 0, 'Values', 0);
      const ids = textsAt(parameters, 'ImageIds');
      const found = [...known].filter(([id, image]) => ids.includes(id) || (name !== '' && image['Name'] === name));
      return answered({ Images: found.map(([id, image]) => shown(id, image)) });
    },
    DeregisterImage: ({ ImageId }) => {
      if (!known.delete(String(ImageId))) return refused('InvalidAMIID.Unavailable');
      changes.push(`deregister ${String(ImageId)}`);
      return answered({});
    },
  };
}

function snapshots({ changes, settled }: World): Record<string, Operation> {
  const known = new Set(SNAPSHOTS);
  return {
    DeleteSnapshot: ({ SnapshotId }) => {
      const id = String(SnapshotId);
      if (!known.has(id)) return refused('InvalidSnapshot.NotFound');
      if (!settled(id)) return refused('InvalidSnapshot.InUse', `The snapshot ${id} is currently in use by ami-01d`);
      known.delete(id);
      changes.push(`delete ${id}`);
      return answered({});
    },
  };
}

function stacks({ changes, settled, once }: World): Record<string, Operation> {
  const known = new Map<string, { name: string; status: string }>([
    ['stack-there', { name: 'there', status: 'CREATE_COMPLETE' }],
    ['stack-broken', { name: 'broken', status: 'ROLLBACK_COMPLETE' }],
  ]);
  const find = (nameOrId: string) =>
    [...known].find(([id, { name, status }]) => id === nameOrId || (name === nameOrId && status !== 'DELETE_COMPLETE'));
  return {
    DescribeStacks: ({ StackName }) => {
      const found = find(String(StackName));
      if (!found) return refused('ValidationError', `Stack with id ${String(StackName)} does not exist`);
      const [StackId, { status }] = found;
      const StackStatus = settled(`${StackId} ${status}`) ? status : status.replace('_COMPLETE', '_IN_PROGRESS');
      return answered({ Stacks: [{ StackId, StackStatus }] });
    },
    CreateStack: ({ StackName, ClientRequestToken }) => {
      const name = String(StackName);
      const made = (id: string): void =>
        void (changes.push(`create ${name}`), known.set(id, { name, status: 'CREATE_COMPLETE' }));
      return answered({ StackId: once('stack', String(ClientRequestToken), made) });
    },
    DeleteStack: ({ StackName }) => {
      const found = find(String(StackName));
      if (found && found[1].status !== 'DELETE_COMPLETE') {
        changes.push(`delete ${found[1].name}`);
        found[1].status = 'DELETE_COMPLETE';
      }
      return answered({});
    },
  };
}

function commands({ changes, settled }: World): Record<string, Operation> {
  const sent: JsonObject[] = [];
  return {
    DescribeInstanceInformation: (parameters) => {
      const PingStatus = settled('agents') ? 'Online' : 'ConnectionLost';
      const ids = textsAt(parameters, 'Filters', 0, 'Values');
      return answered({ InstanceInformationList: ids.map((InstanceId) => ({ InstanceId, PingStatus })) });
    },
    SendCommand: ({ Comment }) => {
      const CommandId = `command-${sent.length + 1}`;
      changes.push(`send ${CommandId}`);
      sent.push({ CommandId, Comment });
      return answered({ Command: { CommandId } });
    },
    ListCommands: ({ CommandId, NextToken }) => {
      if (CommandId === undefined && NextToken === undefined) return answered({ Commands: [], NextToken: 'two' });
      const found = sent.filter((command) => CommandId === undefined || command['CommandId'] === CommandId);
      const Status = settled('command') ? 'Success' : 'InProgress';
      return answered({ Commands: found.map((command) => ({ ...command, Status, ErrorCount: 0 })) });
    },
    ListCommandInvocations: () => {
      const CommandPlugins = [{ ResponseCode: 0, Output: 'done' }];
      return answered({ CommandInvocations: [{ Status: 'Success', CommandPlugins }] });
    },
  };
}

function executions({ changes, settled, once }: World): Record<string, Operation> {
  const sent: JsonObject[] = [];
  return {
    StartExecution: ({ stateMachineArn, name }, now) => {
      const arn = `${machine(stateMachineArn)}:${String(name)}`;
      const made = (): void => void (changes.push(`start ${String(name)}`), sent.push({ arn, startDate: now }));
      const running = !settled(`start ${arn}`);
      const isNew = !sent.some((one) => one['arn'] === arn);
      once('execution', arn, made);
      return isNew || running ? answered({ executionArn: arn }) : refused('ExecutionAlreadyExists');
    },
    DescribeExecution: ({ executionArn }) => {
      const found = sent.find((one) => one['arn'] === executionArn);
      if (!found) return refused('ExecutionDoesNotExist');
      const status = settled(`execution ${String(executionArn)}`) ? 'SUCCEEDED' : 'RUNNING';
      return answered({ executionArn, startDate: found['startDate'], status, output: '{"a":1}' });
    },
  };
}

/** Without its alias, as in the ARN of an execution. */
function machine(arn: Json | undefined): string {
  return String(arn).replace(/:stateMachine:([^:]+).*$/, ':execution:$1');
}

function others({ changes, settled }: World): Record<string, Operation> {
  const tags = new Map<string, string>();
  return {
    CreateTags: (parameters) => {
      for (const id of textsAt(parameters, 'Resources')) {
        for (const tag of listOf(parameters['Tags'])) {
          const key = `${id} ${textAt(tag, 'Key')}`;
          if (tags.get(key) !== textAt(tag, 'Value')) changes.push(`tag ${key}`);
          tags.set(key, textAt(tag, 'Value'));
        }
      }
      return answered({});
    },
    DescribeTags: () => {
      const found = settled('tags') ? [...tags] : [];
      const Tags = found.map(([key, Value]) => ({
        ResourceId: key.split(' ')[0] ?? '',
        Key: key.split(' ')[1],
        Value,
      }));
      return answered({ Tags });
    },
    Invoke: () => {
      changes.push('invoke');
      return answered({ StatusCode: 200, Payload: '"vol-1"', LogResult: 'bG9n' });
    },
    GetParameter: () => {
      const value = {
        url: 'https://hooks.example/secret',
        headers: { 'X-Key': 'secret' },
        payload: '{"text":"hello"}',
      };
      return answered({ Parameter: { Value: JSON.stringify(value) } });
    },
  };
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}
