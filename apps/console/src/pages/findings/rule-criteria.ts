import { ask } from '../../api/use-asked.ts';
import type { AwsFilters } from '../../finding-view/finding-filters.ts';
import { withAsffTypes } from '../../finding-view/with-asff-types.ts';

export type RuleCriteria =
  | { readonly kind: 'criteria'; readonly criteria: AwsFilters }
  /** Nobody has reported a resource of this type, so its name in findings is not known. */
  | { readonly kind: 'unknown-type'; readonly type: string };

/** A filter as the criteria of an automation rule. Its types of resources are looked up among findings. */
export async function ruleCriteria(filters: AwsFilters): Promise<RuleCriteria> {
  const given = (filters['ResourceType'] ?? []).flatMap(({ Value: type }) => (type?.startsWith('AWS::') ? [type] : []));
  const names = new Map<string, string>();
  for (const type of new Set(given)) {
    const { items } = await ask('searchFindings', { resourceTypes: [type], limit: 1 });
    const name = asffTypeIn(items[0]?.asff['Resources']);
    if (name === undefined) return { kind: 'unknown-type', type };
    names.set(type, name);
  }
  return { kind: 'criteria', criteria: withAsffTypes(filters, names) };
}

function asffTypeIn(resources: unknown): string | undefined {
  const [first] = Array.isArray(resources) ? (resources as readonly unknown[]) : [];
  if (typeof first !== 'object' || first === null || !('Type' in first)) return undefined;
  return typeof first.Type === 'string' ? first.Type : undefined;
}
