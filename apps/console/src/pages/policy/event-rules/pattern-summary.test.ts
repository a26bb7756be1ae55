import { expect, test } from 'vitest';
import { patternSummary } from './pattern-summary.ts';

test.each([
  ['{}', { sources: [], detailTypes: [], others: [] }],
  [
    '{"source":["trueup",{"prefix":"aws."}],"detail-type":["Trueup Finding Opened"]}',
    { sources: ['trueup', '{"prefix":"aws."}'], detailTypes: ['Trueup Finding Opened'], others: [] },
  ],
  [
    '{"account":["111111111111"],"detail":{"finding":{"severity":["HIGH"],"controlId":[{"exists":true}]}}}',
    { sources: [], detailTypes: [], others: ['account', 'detail.finding.severity', 'detail.finding.controlId'] },
  ],
  ['{"$or":[{"source":["a"]},{"source":["b"]}]}', { sources: [], detailTypes: [], others: ['$or'] }],
])('the pattern %s is summed up by its sources, types and other paths', (pattern, summary) => {
  expect(patternSummary(pattern)).toEqual(summary);
});

test.each(['', '{"source":', '[]', 'null', '"trueup"'])('%j is no pattern that could be summed up', (pattern) => {
  expect(patternSummary(pattern)).toBeUndefined();
});
