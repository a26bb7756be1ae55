import { scriptedTrueup } from '@trueup/api-contract/testing';
import { expect, test } from 'vitest';
import { paint } from '../terminal/paint.ts';
import { explainedText } from './explained-text.ts';

const look = { paint: paint(false) };
const explained = () =>
  scriptedTrueup().application({ kind: 'person', name: 'alice' }).explainDecision({ findingId: 'f-0000000000000001' });

test('an explanation names the line that decides and what every guard says', async () => {
  expect(explainedText(await explained(), look)).toMatchInlineSnapshot(`
    "Finding f-0000000000000001: S3.8 on invoices
      resource  arn:aws:s3:::invoices
      place     111111111111 us-east-1
      tags      stage=test
      decision  propose: mode-approval

    Line public-buckets of the policy decides (approval)
       LINE            MODE      FINDING IS  BY
       production      manual    outside     accounts
    >  public-buckets  approval  covered

    Guards, in the order in which they are asked
    GUARD        SAYS    WHY                                UNTIL
    kill-switch  passes  none is on
    mode         asks    line public-buckets says approval"
  `);
});

test('what nobody has read and what no line covers is said', async () => {
  const { line: _line, target, ...rest } = await explained();
  const { tags: _tags, ...unread } = target;
  const text = explainedText({ ...rest, target: unread, lines: [] }, look);
  expect(text).toMatch(/tags +not read\n/);
  expect(text).toContain('The policy has no lines\n');
  const unknown = explainedText({ ...rest, target, lines: rest.lines.slice(0, 1) }, look);
  expect(unknown).toContain('No line of the policy is known to cover it\n');
});
