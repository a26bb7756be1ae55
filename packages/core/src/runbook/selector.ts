import { isJsonObject, type Json } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';

type Operator = '==' | '!=' | '>' | '<' | '>=' | '<=';

type Segment =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'every' }
  | { readonly kind: 'deep'; readonly name: string }
  | {
      readonly kind: 'filter';
      readonly path: readonly string[];
      readonly operator: Operator;
      readonly literal: string | number | boolean | null;
    };

export type Selector = readonly Segment[];

export type ParsedSelector =
  { readonly kind: 'selector'; readonly selector: Selector } | { readonly kind: 'invalid'; readonly reason: string };

/** What a selector found. Deep scan, filter and `[*]` find many, even when it is one (automation-documents, 2.6.1). */
export type Selection =
  | { readonly kind: 'one'; readonly value: Json }
  | { readonly kind: 'many'; readonly values: readonly Json[] }
  | { readonly kind: 'nothing' };

const NAME = String.raw`[^.[\]\s()'"*?@,]+`;
const LITERAL = String.raw`'[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|true|false|null`;
const FORMS: readonly { readonly form: RegExp; readonly read: (groups: readonly string[]) => Segment }[] = [
  { form: new RegExp(String.raw`\.\.(${NAME})`, 'y'), read: ([name = '']) => ({ kind: 'deep', name }) },
  { form: new RegExp(String.raw`\.(${NAME})`, 'y'), read: ([name = '']) => ({ kind: 'member', name }) },
  { form: /\['([^']*)'\]/y, read: ([name = '']) => ({ kind: 'member', name }) },
  { form: /\["([^"]*)"\]/y, read: ([name = '']) => ({ kind: 'member', name }) },
  { form: /\[(\d{1,9})\]/y, read: ([index]) => ({ kind: 'element', index: Number(index) }) },
  { form: /\[\*\]/y, read: () => ({ kind: 'every' }) },
  {
    form: new RegExp(String.raw`\[\?\(\s*@((?:\.${NAME})+)\s*(==|!=|>=|<=|>|<)\s*(${LITERAL})\s*\)\]`, 'y'),
    read: ([path = '', operator, literal = '']) => ({
      kind: 'filter',
      path: path.slice(1).split('.'),
      operator: operator as Operator,
      literal: readLiteral(literal),
    }),
  },
];

const MOST_SEGMENTS = 100;

/** Reads a selector of SSM's own JSONPath dialect (automation-documents, 2.6.1). All else is refused. */
export function parseSelector(text: string): ParsedSelector {
  const invalid = (at: string): ParsedSelector => ({
    kind: 'invalid',
    reason:
      `Selector "${text}" is not supported at "${at}". ` +
      `Accepted: $, .name, ['name'], [n], [*], ..name, [?(@.name OP literal)], at most ${MOST_SEGMENTS} of them.`,
  });
  if (!text.startsWith('$')) return invalid(text);
  const selector: Segment[] = [];
  let at = 1;
  while (at < text.length) {
    const segment = nextSegment(text, at);
    if (!segment || selector.length === MOST_SEGMENTS) return invalid(text.slice(at));
    selector.push(segment.read);
    at = segment.end;
  }
  return { kind: 'selector', selector };
}

function nextSegment(text: string, at: number): { readonly read: Segment; readonly end: number } | undefined {
  for (const { form, read } of FORMS) {
    form.lastIndex = at;
    const match = form.exec(text);
    if (match) return { read: read(match.slice(1)), end: at + match[0].length };
  }
  return undefined;
}

function readLiteral(text: string): string | number | boolean | null {
  return /^['"]/.test(text) ? text.slice(1, -1) : (JSON.parse(text) as number | boolean | null);
}

export function select(selector: Selector, value: Json): Selection {
  const values = selector.reduce<readonly Json[]>(
    (found, segment) =>
      segment.kind === 'deep' ? deep(segment.name, found) : found.flatMap((one) => step(segment, one)),
    [value],
  );
  if (selector.some(({ kind }) => kind === 'deep' || kind === 'filter' || kind === 'every')) {
    return { kind: 'many', values };
  }
  const [one] = values;
  return one === undefined ? { kind: 'nothing' } : { kind: 'one', value: one };
}

function step(segment: Exclude<Segment, { kind: 'deep' }>, value: Json): readonly Json[] {
  switch (segment.kind) {
    case 'member':
      return present(memberOf(value, segment.name));
    case 'element':
      return Array.isArray(value) ? present((value as readonly Json[])[segment.index]) : [];
    case 'every':
      return children(value);
    case 'filter':
      return Array.isArray(value) ? (value as readonly Json[]).filter((element) => holds(segment, element)) : [];
    default:
      return unreachable(segment);
  }
}

const present = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : [value]);

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function children(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value as readonly Json[];
  return isJsonObject(value) ? Object.values(value).filter((member) => member !== undefined) : [];
}

/**
 * Every member of that name in the values and below, each value before what is in it. Values of an earlier deep scan
 * stand in each other; what two of them hold is found once, so that the cost stays that of one pass.
 */
function deep(name: string, values: readonly Json[]): readonly Json[] {
  const found: Json[] = [];
  const seen = new Set<Json>();
  const left = [...values].reverse();
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value !== 'object' || (values.length > 1 && seen.has(value))) continue;
    seen.add(value);
    found.push(...present(memberOf(value, name)));
    for (const child of [...children(value)].reverse()) left.push(child);
  }
  return found;
}

function holds({ path, operator, literal }: Extract<Segment, { kind: 'filter' }>, element: Json): boolean {
  const found = path.reduce<Json | undefined>((value, name) => memberOf(value, name), element);
  if (operator === '==') return found === literal;
  if (operator === '!=') return found !== literal;
  const ordered =
    (typeof found === 'number' && typeof literal === 'number') ||
    (typeof found === 'string' && typeof literal === 'string');
  if (!ordered) return false;
  switch (operator) {
    case '>':
      return found > literal;
    case '<':
      return found < literal;
    case '>=':
      return found >= literal;
    case '<=':
      return found <= literal;
    default:
      return unreachable(operator);
  }
}
