import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { signedHeaders } from './signed-headers.ts';

const DOC = readFileSync(new URL('../../../../docs/event-targets.md', import.meta.url), 'utf8');
const directory = mkdtempSync(join(tmpdir(), 'verification-examples-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** The one block of the page in this language, in a file of its own. */
function example(language: string, name: string): string {
  const blocks = [...DOC.matchAll(new RegExp(`\`\`\`${language}\n([^\`]*(?:\`(?!\`\`)[^\`]*)*)\`\`\``, 'g'))];
  expect(blocks).toHaveLength(1);
  const file = join(directory, name);
  writeFileSync(file, blocks[0]?.[1] ?? '');
  return file;
}

interface Case {
  readonly what: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly secret: string;
  readonly now: number;
  readonly expected: boolean;
}

const now = Date.parse('2026-01-31T09:30:00Z') / 1_000;
const BODY = '{"hello":"wörld"}';

function signed(what: string, expected: boolean, more: Partial<Case> = {}): Case {
  const secret = more.secret ?? 'pässword';
  const headers = signedHeaders({ id: 'delivery-1', body: BODY, at: '2026-01-31T09:30:00Z', secret });
  return { what, headers, body: BODY, secret, now, ...more, expected };
}

const good = signed('as it came', true);
const signature = good.headers['webhook-signature'] ?? '';
const CASES: readonly Case[] = [
  good,
  signed('with a key in base64', true, { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }),
  signed('four minutes late', true, { now: now + 240 }),
  signed('one signature of several', true, {
    headers: { ...good.headers, 'webhook-signature': `v1,AAAA v1a,x ${signature}` },
  }),
  signed('another body', false, { body: `${BODY} ` }),
  signed('another secret', false, { headers: good.headers, secret: 'password' }),
  signed('another id', false, { headers: { ...good.headers, 'webhook-id': 'delivery-2' } }),
  signed('another time', false, { headers: { ...good.headers, 'webhook-timestamp': String(now - 1) } }),
  signed('six minutes late', false, { now: now + 360 }),
  signed('from the future', false, { now: now - 360 }),
  signed('no signature', false, { headers: { 'webhook-id': 'delivery-1', 'webhook-timestamp': String(now) } }),
  signed('no headers', false, { headers: {} }),
  signed('another version', false, {
    headers: { ...good.headers, 'webhook-signature': signature.replace('v1', 'v2') },
  }),
];

type Verify = (headers: Case['headers'], body: string, secret: string, now: number) => boolean;

test('the example for Node takes what was signed and nothing else', async () => {
  const file = pathToFileURL(example('js', 'verify.mjs')).href;
  const { isTrueups } = (await import(file)) as { readonly isTrueups: Verify };
  const found = CASES.map((one) => [one.what, isTrueups(one.headers, one.body, one.secret, one.now)]);
  expect(found).toEqual(CASES.map(({ what, expected }) => [what, expected]));
});

test('the example for Python takes what was signed and nothing else', () => {
  example('python', 'verify.py');
  const program = [
    'import json, sys, verify',
    'for c in json.load(sys.stdin):',
    '    print(verify.is_trueups(c["headers"], c["body"].encode(), c["secret"], c["now"]))',
  ].join('\n');
  const run = spawnSync('python3', ['-B', '-c', program], {
    cwd: directory,
    input: JSON.stringify(CASES),
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  const found = run.stdout.trim().split('\n');
  expect(found).toEqual(CASES.map(({ expected }) => (expected ? 'True' : 'False')));
});
