import { z } from 'zod';
import { operation } from '../operation.ts';
import { instantInput } from '../schema/instant-input.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';
import { accountId, regionName } from '../schema/resource.ts';
import { controlStanding, scoreSnapshot, settingAccount, standardId, standardState } from '../schema/standard.ts';

const account = settingAccount
  .exactOptional()
  .meta({ description: 'Absent: every account without a setting of its own.' });
const anyStandard = z.union([standardId, z.literal('*')]);
const standards = z.object({ items: list(standardState) });

export const standardOperations = {
  listStandards: operation({
    method: 'GET',
    path: '/api/v1/standards',
    summary: 'The standards, and where each is on',
    input: z.strictObject({ accountId: accountId.exactOptional() }),
    output: standards,
  }),
  setStandardEnabled: operation({
    method: 'POST',
    path: '/api/v1/standards/state',
    summary: 'Turns a standard on or off',
    input: z.strictObject({ standard: standardId, enabled: z.boolean(), accountId: account }),
    output: standards,
  }),
  listStandardControls: operation({
    method: 'GET',
    path: '/api/v1/standard-controls',
    summary: 'The controls of a standard and how each stands',
    input: z.strictObject({
      standard: standardId,
      accountId: accountId.exactOptional(),
      region: regionName.exactOptional(),
    }),
    output: z.object({ items: list(controlStanding) }),
  }),
  setControlEnabled: operation({
    method: 'POST',
    path: '/api/v1/standard-controls/state',
    summary: 'Turns a control on, or off with a reason',
    input: z.strictObject({
      controlId: z.string().min(1).max(64),
      enabled: z.boolean(),
      standard: anyStandard.exactOptional().meta({ description: 'Absent: in every standard.' }),
      accountId: account,
      reason: z.string().trim().min(1).max(1024).exactOptional().meta({ description: 'Needed to turn it off.' }),
    }),
    output: z.object({ controlId: z.string(), enabled: z.boolean() }),
  }),
  getScores: operation({
    method: 'GET',
    path: '/api/v1/scores',
    summary: 'The compliance scores as they are now: controls that passed out of those that have data',
    input: z.strictObject({
      standard: anyStandard.exactOptional(),
      accountId: settingAccount.exactOptional(),
      region: z.union([regionName, z.literal('*')]).exactOptional(),
    }),
    output: z.object({ items: list(scoreSnapshot) }),
  }),
  listScoreHistory: operation({
    method: 'GET',
    path: '/api/v1/score-history',
    summary: 'The last score of each day, newest first',
    input: z.strictObject({
      standard: anyStandard.exactOptional(),
      accountId: settingAccount.exactOptional(),
      region: z.union([regionName, z.literal('*')]).exactOptional(),
      from: instantInput.exactOptional(),
      to: instantInput.exactOptional(),
      ...pageRequest,
    }),
    output: page(scoreSnapshot),
  }),
};
