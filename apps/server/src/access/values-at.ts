/** What a value holds at a path such as `on.findingIds[]` or `plans[].id`; what is not there gives nothing. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  return path.split('.').reduce<readonly unknown[]>(
    (found, part) => {
      const many = part.endsWith('[]');
      const name = many ? part.slice(0, -2) : part;
      const next = found.map((one) => memberOf(one, name)).filter((one) => one !== undefined);
      return many ? next.flatMap((one): unknown[] => (Array.isArray(one) ? one : [one])) : next;
    },
    [value],
  );
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
