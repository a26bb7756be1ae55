import type { AwsFilters } from './finding-filters.ts';

/**
 * Filters of a search as the criteria of an automation rule: those know the region of the resource alone, and ASFF's
 * names of types. `names` has them by CloudFormation's.
 */
export function withAsffTypes(filters: AwsFilters, names: ReadonlyMap<string, string>): AwsFilters {
  return Object.fromEntries(
    Object.entries(filters).map(([field, entries]) => {
      if (field === 'Region') return ['ResourceRegion', entries];
      if (field !== 'ResourceType') return [field, entries];
      return [
        field,
        entries.map((entry) => ({ ...entry, Value: names.get(entry['Value'] ?? '') ?? entry['Value'] ?? '' })),
      ];
    }),
  );
}
