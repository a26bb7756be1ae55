import { z } from 'zod';
import { operation } from '../operation.ts';
import { accountSummary } from '../schema/account.ts';
import { doctorCheck } from '../schema/doctor.ts';
import { list } from '../schema/list.ts';
import { overview } from '../schema/overview.ts';
import { accountId } from '../schema/resource.ts';

export const overviewOperations = {
  getOverview: operation({
    method: 'GET',
    path: '/api/v1/overview',
    summary: 'How findings, repairs and approvals stand: what is at most ten seconds old',
    input: z.strictObject({
      accounts: list(accountId).exactOptional(),
      days: z.number().int().min(1).max(90).exactOptional().meta({ description: '30 when absent.' }),
    }),
    output: overview,
  }),
  listAccounts: operation({
    method: 'GET',
    path: '/api/v1/accounts',
    summary: 'The accounts of the policy, with their open findings, last scan and score',
    input: z.strictObject({ accounts: list(accountId).exactOptional() }),
    output: z.object({ items: list(accountSummary) }),
  }),
  checkAccount: operation({
    method: 'GET',
    path: '/api/v1/accounts/{id}/check',
    summary: 'Whether the member role of an account can be entered, and as whom',
    input: z.strictObject({ id: accountId }),
    output: doctorCheck,
  }),
};
