import { z } from 'zod';
import { complianceStatus, findingOrder, recordState, severity, workflowStatus } from './finding.ts';
import { jsonObject } from './json.ts';
import { list } from './list.ts';
import { accountId, regionName } from './resource.ts';

/** Ten fields of twenty values each, in JSON's longest spelling. */
export const FILTERS_BYTES = 512 * 1024;

const texts = list(z.string().min(1).max(1024));

/** Every given list is an OR, the members together an AND. */
export const findingFilter = {
  controls: texts.exactOptional(),
  accounts: list(accountId).exactOptional(),
  regions: list(regionName).exactOptional(),
  severities: list(severity).exactOptional(),
  workflows: list(workflowStatus).exactOptional(),
  recordStates: list(recordState).exactOptional(),
  compliances: list(complianceStatus).exactOptional(),
  products: texts.exactOptional().meta({ description: 'Names of the products that report it.' }),
  resourceTypes: texts.exactOptional(),
  resourceArn: z.string().min(1).max(2048).exactOptional(),
};

export const findingSort = {
  order: findingOrder.exactOptional().meta({ description: 'severity when absent.' }),
  ascending: z.boolean().exactOptional().meta({ description: 'Absent: the highest or latest first.' }),
};

export const findingFilters = jsonObject.meta({
  description: "AwsSecurityFindingFilters: field → list of {Value, Comparison}, as in Security Hub's GetFindings.",
});
