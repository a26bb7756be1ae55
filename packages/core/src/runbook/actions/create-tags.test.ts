import { expect, test } from 'vitest';
import type { Reply } from '../procedure.ts';
import { createTags } from './create-tags.ts';
import { answered, play, replies } from './play-procedure.ts';

const DONE = answered({});
const TAGS = [
  { Key: 'Team', Value: 'blue' },
  { Key: 'Empty', Value: '' },
];
const tag = (ResourceId: string, Key: string, Value: string) => ({ ResourceId, ResourceType: 'instance', Key, Value });

test('EC2 resources are tagged, and looked at until every tag is there', () => {
  const all = [
    tag('i-1', 'Team', 'blue'),
    tag('i-1', 'Empty', ''),
    tag('i-2', 'Team', 'blue'),
    tag('i-2', 'Empty', ''),
  ];
  const cloud = replies(
    DONE,
    answered({ Tags: all.slice(0, 3) }),
    answered({ Tags: [...all.slice(0, 3), tag('i-2', 'Empty', 'before')] }),
    answered({ Tags: all }),
  );
  const played = play(createTags, { ResourceIds: ['i-1', 'i-2'], Tags: TAGS }, cloud);
  expect(played.end).toEqual({ kind: 'done', result: {} });
  expect(played.calls).toHaveLength(4);
  expect(played.calls[0]).toEqual({
    service: 'ec2',
    operation: 'CreateTags',
    parameters: { Resources: ['i-1', 'i-2'], Tags: TAGS },
  });
  expect(played.calls[1]?.parameters).toEqual({
    Filters: [
      { Name: 'resource-id', Values: ['i-1', 'i-2'] },
      { Name: 'key', Values: ['Team', 'Empty'] },
    ],
    MaxResults: 1_000,
  });
});

test('the tags of many resources are looked at page by page', () => {
  const ids = Array.from({ length: 450 }, (_none, index) => `i-${index}`);
  const page = (from: number, to: number): Reply =>
    answered({ Tags: ids.slice(from, to).map((id) => tag(id, 'k', 'v')) });
  const inputs = { ResourceIds: ids, Tags: [{ Key: 'k', Value: 'v' }] };
  const played = play(createTags, inputs, replies(DONE, page(0, 200), page(200, 400), page(400, 450)));
  expect(played.end.kind).toBe('done');
  const values = played.calls.slice(1).flatMap(({ parameters }) => {
    const [filter] = parameters['Filters'] as readonly { readonly Values: readonly string[] }[];
    return filter?.Values ?? [];
  });
  expect(values).toEqual(ids);
});

test.each(['ManagedInstance', 'MaintenanceWindow', 'Parameter'])('a %s is tagged through SSM', (ResourceType) => {
  const inputs = { ResourceIds: ['one'], ResourceType, Tags: [{ Key: 'k', Value: 5 }] };
  const cloud = replies(DONE, answered({ TagList: [] }), answered({ TagList: [{ Key: 'k', Value: '5' }] }));
  const played = play(createTags, inputs, cloud);
  expect(played.end.kind).toBe('done');
  expect(played.calls.map(({ service, operation }) => [service, operation])).toEqual([
    ['ssm', 'AddTagsToResource'],
    ['ssm', 'ListTagsForResource'],
    ['ssm', 'ListTagsForResource'],
  ]);
  expect(played.calls[0]?.parameters).toEqual({
    ResourceType,
    ResourceId: 'one',
    Tags: [{ Key: 'k', Value: '5' }],
  });
});
