import { expect, test } from 'vitest';
import { shownPlans, type ShownPlans } from './shown-plans.ts';

test.each<[status: string | undefined, shown: ShownPlans]>([
  [undefined, { part: 'waiting', statuses: ['waiting-for-approval'] }],
  ['startable', { part: 'startable', statuses: ['ready', 'approved'] }],
  ['stale', { part: 'ended', statuses: ['stale'] }],
  ['waiting-for-approval', { part: 'waiting', statuses: ['waiting-for-approval'] }],
  ['all', { part: 'all', statuses: undefined }],
  ['no such thing', { part: 'waiting', statuses: ['waiting-for-approval'] }],
])('the status %s of the URL shows what it names, and what waits where it names nothing', (status, shown) => {
  expect(shownPlans(status)).toEqual(shown);
});
