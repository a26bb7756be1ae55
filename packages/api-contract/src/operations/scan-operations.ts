import { z } from 'zod';
import { operation } from '../operation.ts';
import { id } from '../schema/id.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';
import { accountId, regionName } from '../schema/resource.ts';
import { scan } from '../schema/scan.ts';

export const scanOperations = {
  startScan: operation({
    method: 'POST',
    path: '/api/v1/scans',
    summary: 'Reads resources and judges them; members left out mean all that the policy names',
    input: z.strictObject({
      accounts: list(accountId).exactOptional(),
      regions: list(regionName).exactOptional(),
      controls: list(z.string().min(1)).exactOptional(),
    }),
    output: scan,
  }),
  getScan: operation({
    method: 'GET',
    path: '/api/v1/scans/{id}',
    summary: 'One scan, with its counts and what it could not read',
    input: z.strictObject({ id }),
    output: scan,
  }),
  listScans: operation({
    method: 'GET',
    path: '/api/v1/scans',
    summary: 'Scans, newest first',
    input: z.strictObject(pageRequest),
    output: page(scan),
  }),
};
