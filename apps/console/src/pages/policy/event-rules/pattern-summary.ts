/** What a pattern asks for, as far as a line of a list can say it. */
export interface PatternSummary {
  readonly sources: readonly string[];
  readonly detailTypes: readonly string[];
  /** Paths of whatever else it tests, such as `detail.finding.severity`. */
  readonly others: readonly string[];
}

/** Undefined for a text that is no JSON object. */
export function patternSummary(pattern: string): PatternSummary | undefined {
  const parsed = objectOf(pattern);
  if (parsed === undefined) return undefined;
  const { source, 'detail-type': detailType, ...rest } = parsed;
  return { sources: leafTexts(source), detailTypes: leafTexts(detailType), others: leafPaths(rest) };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    // Half of a pattern, while it is typed.
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Texts as they are, tests such as `{"prefix": "aws."}` as JSON. */
const leafTexts = (leaf: unknown): readonly string[] =>
  Array.isArray(leaf) ? leaf.map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one))) : [];

function leafPaths(value: Readonly<Record<string, unknown>>, above = ''): readonly string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const path = above === '' ? name : `${above}.${name}`;
    return isObject(member) ? leafPaths(member, path) : [path];
  });
}
