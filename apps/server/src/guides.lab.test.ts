import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { servedTrueup } from './testing/served-trueup.ts';

interface Example {
  readonly method: string;
  readonly target: string;
  readonly body: string;
}

const later = new Date(Date.now() + 90 * 86_400_000).toISOString();

/** Blocks that begin with a request line; the rest of one is its body. */
async function examplesOf(guide: string): Promise<Example[]> {
  const text = await readFile(new URL(`../../../docs/${guide}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```http\n(GET|POST) (\S+)\n([\s\S]*?)^```/gm)].map(
    ([, method = '', target = '', body = '']) => ({ method, target, body: body.replace(/<in ninety days>/g, later) }),
  );
}

describe.each([
  ['findings.md', 10],
  ['events.md', 8],
  ['exceptions.md', 5],
  ['approvals.md', 7],
])('docs/%s', (guide, least) => {
  let served: Awaited<ReturnType<typeof servedTrueup>>;
  beforeAll(async () => {
    served = await servedTrueup(inject('awsLabEndpoint'));
  });
  afterAll(() => served.close());

  test('every example is answered, in the order of the page', async () => {
    const examples = await examplesOf(guide);
    expect(examples.length).toBeGreaterThanOrEqual(least);
    for (const { method, target, body } of examples) {
      const answer = await served.send(method, target, body);
      const text = await answer.text();
      expect([target, answer.status, text]).toEqual([target, 200, text]);
      expect(text).not.toContain('"rejectedTotal":1');
      expect(text).not.toContain('"result":"unknown"');
    }
  });
});
