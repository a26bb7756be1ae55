import { expect, test } from 'vitest';
import { fixRunbook } from './fix-runbook.ts';
import { lintRunbook } from './lint-runbook.ts';
import { scriptedApi } from './testing/scripted-api.ts';

const MOST = 65_000;
const HEAD = 'schemaVersion: "0.3"\nmainSteps:\n';
const names = '__proto__ constructor toString hasOwnProperty'.split(' ');

/** As many of these as a document may hold. */
function filled(head: string, one: (index: number) => string, tail = ''): string {
  let text = head;
  for (let index = 0; text.length + one(index).length + tail.length < MOST; index += 1) text += one(index);
  return text + tail;
}

const call = (rest: string): string => `action: aws:executeAwsApi, inputs: { Service: toy, ${rest} }`;
const script = (text: string): string =>
  `action: aws:executeScript, inputs: { Runtime: python3.11, Handler: h, Script: "${text}" }`;

const HOSTILE: Readonly<Record<string, string>> = {
  '10,000 empty steps': `{"schemaVersion":"0.3","mainSteps":[${Array(10_000).fill('{}').join(',')}]}`,
  'as many steps as fit': filled(HEAD, (n) => `- { name: s${n}, action: aws:pause, inputs: {} }\n`),
  'steps that all lead to one on failure': filled(
    HEAD,
    (n) => `- { name: s${n}, action: aws:pause, onFailure: step:z, inputs: {} }\n`,
    '- { name: z, action: aws:pause, inputs: {} }\n',
  ),
  'references that all look ahead': filled(HEAD, (n) => `- { name: s${n}, ${script(`{{s${n + 1}.Payload}}`)} }\n`),
  'references in one script': filled(
    `${HEAD}- name: s\n  action: aws:executeScript\n  inputs:\n    Script: |\n`,
    (n) => `      {{p${n}}}\n`,
  ),
  'operations that are nearly right': filled(HEAD, (n) => `- { name: s${n}, ${call(`Api: DescribeServer${n}`)} }\n`),
  'members that are nearly right': filled(
    `${HEAD}- { name: s, action: aws:executeAwsApi, inputs: { Service: toy, Api: StopServer`,
    (n) => `, ServerIt${n}: 1`,
    ' } }\n',
  ),
  'aliases of one faulty step': `${HEAD}- &a { name: a, ${call('Api: DescribeServer')} }\n${'- *a\n'.repeat(990)}`,
  'aliases of aliases': `a: &a [${'x,'.repeat(9)}]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nmainSteps: [${'*c,'.repeat(9)}]`,
  'lists in lists': `${HEAD}  ${'['.repeat(30_000)}`,
  'maps in maps': `{"mainSteps":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
  'loops in loops': `${HEAD}${Array.from({ length: 30 }, (_, depth) => `${'  '.repeat(depth * 2)}- name: l${depth}\n${'  '.repeat(depth * 2)}  action: aws:loop\n${'  '.repeat(depth * 2)}  inputs:\n${'  '.repeat(depth * 2)}    Steps:\n`).join('')}`,
  'patterns that run away': filled('parameters:\n', (n) => `  P${n}: { type: String, allowedPattern: '((a+)+)+$' }\n`),
  'a pattern of nested groups': `parameters: { P: { type: String, allowedPattern: "${'(a*'.repeat(9_000)}${')*'.repeat(9_000)}" } }`,
  'a selector of every part': `${HEAD}- { name: s, ${call('Api: DescribeServers')}, outputs: [{ Name: A, Selector: "$${'..Nodes[*]'.repeat(5_000)}", Type: String }] }`,
  'a service of a long name': `${HEAD}- { name: s, action: aws:executeAwsApi, inputs: { Service: ${'x'.repeat(60_000)}, Api: a } }`,
  'a reference that never ends': `${HEAD}- { name: s, ${script('{{ '.repeat(20_000))} }`,
  'names of what every object has': JSON.stringify({
    parameters: Object.fromEntries(names.map((name) => [name, { type: name }])),
    mainSteps: names.flatMap((name) => [
      { name, action: name, inputs: { [name]: 1 }, outputs: { Name: name, Selector: `$.${name}`, Type: name } },
      { name, action: 'aws:executeAwsApi', inputs: { Service: name, Api: name, X: `{{ ${name}.${name} }}` } },
      {
        name,
        action: 'aws:executeAwsApi',
        inputs: { Service: 'toy', Api: 'StopServer', [name]: name },
        outputs: [{ Name: name, Selector: `$..${name}`, Type: name }],
      },
    ]),
  }).replaceAll('"constructor":', '"__proto__":1,"constructor":'),
};

/** Of this thread alone: the machine has other work. */
function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

test.each(Object.entries(HOSTILE))('%s are told of within a second', (what, text) => {
  let found = 0;
  const tookMs = cpuMs(() => {
    found = lintRunbook(text, { api: scriptedApi, permissions: [] }).length;
  });
  expect(found > 0).toBe(what !== 'as many steps as fit');
  expect(tookMs).toBeLessThan(1_000);
});

test.each(['operations that are nearly right', 'members that are nearly right', 'aliases of one faulty step'])(
  '%s are repaired within seconds',
  (what) => {
    const tookMs = cpuMs(() => fixRunbook(HOSTILE[what] ?? '', { api: scriptedApi }));
    expect(tookMs).toBeLessThan(4_000);
  },
);

test('permissions of many stars are compared within a second', () => {
  const permissions = Array.from({ length: 50 }, (_, n) => ({ Action: [`${'*?'.repeat(n + 5)}x`], Resource: '*' }));
  let found = 0;
  const tookMs = cpuMs(() => {
    found = lintRunbook(`${HEAD}- { name: s, ${call('Api: StopServer, ServerId: a')} }\n`, {
      api: scriptedApi,
      permissions,
    }).length;
  });
  expect(found).toBe(1);
  expect(tookMs).toBeLessThan(1_000);
});

test('nothing that every object has was changed', () => {
  lintRunbook(HOSTILE['names of what every object has'] ?? '', { api: scriptedApi });
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
