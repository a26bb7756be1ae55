import type { ApiLookup, ApiModel, ApiShape } from '../api-model.ts';

type Members = Readonly<Record<string, ApiShape>>;

function structure(name: string, members: Members, required: readonly string[] = []): ApiShape {
  return {
    kind: 'structure',
    name,
    members: Object.keys(members),
    required,
    member: (key) => (Object.hasOwn(members, key) ? members[key] : undefined),
  };
}

const text: ApiShape = { kind: 'text' };
const list = (element: ApiShape): ApiShape => ({ kind: 'list', element: () => element });

/** A tree, whose nodes hold nodes. */
const tree: ApiShape = {
  kind: 'structure',
  name: 'Node',
  members: ['Leaf', 'Nodes'],
  required: [],
  member: (name) => (name === 'Leaf' ? text : name === 'Nodes' ? list(tree) : undefined),
};

const OPERATIONS: Readonly<Record<string, ApiLookup>> = {
  StopServer: {
    kind: 'operation',
    name: 'StopServer',
    access: 'write',
    input: structure(
      'StopServerRequest',
      {
        ServerId: text,
        Force: { kind: 'boolean' },
        Wait: { kind: 'number' },
        At: { kind: 'instant' },
        Names: list(text),
        Counts: list({ kind: 'number' }),
        Options: structure('Options', { Mode: text }),
        Tags: { kind: 'map', value: () => text },
        Data: { kind: 'bytes' },
        Anything: { kind: 'any' },
      },
      ['ServerId'],
    ),
    output: structure('StopServerAnswer', {}),
    iamActions: ['toy:StopServer'],
  },
  DescribeServers: {
    kind: 'operation',
    name: 'DescribeServers',
    access: 'read',
    input: structure('DescribeServersRequest', { Ids: list(text) }),
    output: structure('DescribeServersAnswer', {
      Servers: list(structure('Server', { State: text, Public: { kind: 'boolean' }, Size: { kind: 'number' } })),
      Labels: { kind: 'map', value: () => text },
      Root: tree,
    }),
    iamActions: ['toy:DescribeServers'],
  },
  Follow: { kind: 'event-stream' },
};

/** Services `toy`, with a few operations, and `far`, which is not installed. */
export const scriptedApi: ApiModel = {
  operation(service, api) {
    if (service === 'far') return { kind: 'not-installed', packageName: '@aws-sdk/client-far' };
    if (service !== 'toy') return { kind: 'unknown-service', nearest: () => ['toy'] };
    const known = Object.hasOwn(OPERATIONS, api) ? OPERATIONS[api] : undefined;
    return known ?? { kind: 'unknown-operation', nearest: () => ['DescribeServers'] };
  },
};
