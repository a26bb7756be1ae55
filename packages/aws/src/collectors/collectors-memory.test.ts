import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { JsonObject } from '@trueup/core';
import { expect, test } from 'vitest';
import { awsResourceReader } from './aws-resource-reader.ts';
import { SCOPE } from './scripted-account.ts';
import type { Script } from './scripted-door.ts';

const GROUPS = 20_000;
const PAGE = 200;
const MEGABYTE = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Pages are made when they are asked for, so that only what the reader keeps stays in memory. */
const script: Script = {
  'ec2 DescribeSecurityGroups': ({ NextToken }) => {
    const from = Number(NextToken ?? 0);
    const groups = Array.from({ length: PAGE }, (_, index): JsonObject => ({ GroupId: `sg-${from + index}` }));
    return { SecurityGroups: groups, ...(from + PAGE < GROUPS ? { NextToken: String(from + PAGE) } : {}) };
  },
  'ec2 DescribeSecurityGroupRules': ({ Filters }) => {
    const [{ Values }] = Filters as unknown as [{ Values: string[] }];
    return { SecurityGroupRules: Values.flatMap((id) => [rule(id, 1), rule(id, 2), rule(id, 3)]) };
  },
};

function rule(GroupId: string, index: number): JsonObject {
  return { GroupId, SecurityGroupRuleId: `sgr-${GroupId}-${index}`, IpProtocol: 'tcp', FromPort: 22, ToPort: 22 };
}

test('memory does not grow with the number of resources', async () => {
  const door = {
    open: () => ({
      call: ({ service, operation, parameters }: { service: string; operation: string; parameters: JsonObject }) =>
        Promise.resolve({
          kind: 'answered' as const,
          output: script[`${service} ${operation}`]?.(parameters, SCOPE) as JsonObject,
        }),
    }),
    accessOf: () => 'read' as const,
  };
  const reader = awsResourceReader({ door, clock: { now: () => '2026-01-31T09:30:00.000Z' } });
  const inUse: number[] = [];
  let seen = 0;
  for await (const listed of reader.list(SCOPE, 'AWS::EC2::SecurityGroup', {})) {
    expect(listed.kind).toBe('snapshot');
    if (++seen % 2_000 === 0) inUse.push(heapInUse() / MEGABYTE);
  }
  expect(seen).toBe(GROUPS);
  const [early = 0] = inUse;
  const growth = Math.max(...inUse) - early;
  expect(
    growth,
    `MB in use every 2,000 groups: ${inUse.map((megabytes) => megabytes.toFixed(1)).join(' ')}`,
  ).toBeLessThan(2);
});
