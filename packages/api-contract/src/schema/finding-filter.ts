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
  overdue: z
    .boolean()
    .exactOptional()
    .meta({ description: 'true: only open findings whose term is over by now. false: all others.' }),
};

export const findingSort = {
  order: findingOrder.exactOptional().meta({ description: 'severity when absent.' }),
  ascending: z.boolean().exactOptional().meta({ description: 'Absent: the highest or latest first.' }),
};

export const findingFilters = jsonObject.meta({
  description:
    "AwsSecurityFindingFilters: field → list of {Value, Comparison}, as in Security Hub's GetFindings; texts may be compared by CONTAINS and NOT_CONTAINS too.",
});

const joinOperator = z.enum(['and', 'or']);

/** Filters joined on two levels; without groups nothing is narrowed. */
export const findingWhere = z
  .strictObject({
    operator: joinOperator,
    groups: z
      .array(z.strictObject({ operator: joinOperator, filters: z.array(findingFilters).min(1).max(20).readonly() }))
      .max(20)
      .readonly(),
  })
  .meta({ description: 'Groups of filters, joined by its operator; the filters of a group are joined by its own.' });

/** What narrows findings in the body of a request. */
export const findingSearch = {
  ...findingFilter,
  filters: findingFilters.exactOptional(),
  where: findingWhere.exactOptional(),
};

/** A query travels in the first line of a request, which servers cut at 16 KB. */
const TEXT_CHARACTERS = 6000;

/** The same in the query of a request: JSON that is checked where it is read. */
export const findingSearchQuery = {
  ...findingFilter,
  filters: jsonText(findingFilters).exactOptional(),
  where: jsonText(findingWhere).exactOptional(),
};

function jsonText(schema: z.ZodType): z.ZodString {
  const description = `As JSON text: ${schema.meta()?.description ?? ''}`;
  return z
    .string()
    .max(TEXT_CHARACTERS)
    .meta({ description })
    .superRefine((text, context) => {
      const value = jsonOf(text);
      if (value === undefined) {
        context.addIssue({ code: 'custom', message: 'expected JSON' });
        return;
      }
      for (const { path, message } of schema.safeParse(value).error?.issues ?? []) {
        context.addIssue({ code: 'custom', path, message });
      }
    });
}

/** Undefined where the text is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
