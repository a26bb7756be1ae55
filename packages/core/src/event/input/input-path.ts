import { isJsonObject, type Json } from '../../value/json.ts';
import { unreachable } from '../../value/unreachable.ts';

type Segment =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'every' };

type InputPath = readonly Segment[];

/** Characters: EventBridge's guide, "Amazon EventBridge input transformation". */
const FORMS: readonly { readonly form: RegExp; readonly read: (text: string) => Segment }[] = [
  { form: /\.([\w/-]+)/y, read: (name) => ({ kind: 'member', name }) },
  { form: /\[(\d{1,9})\]/y, read: (index) => ({ kind: 'element', index: Number(index) }) },
  { form: /\[(\*)\]/y, read: () => ({ kind: 'every' }) },
];

/**
 * Reads EventBridge's subset of JSONPath: `$`, `.name`, `[n]`, `[*]`. Undefined for all else: PutTargets refuses
 * `$.detail['name']` too.
 */
export function parseInputPath(text: string): InputPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const path: Segment[] = [];
  let at = 1;
  while (at < text.length) {
    const next = segmentAt(text, at);
    if (!next) return undefined;
    path.push(next.segment);
    at = next.end;
  }
  return path;
}

function segmentAt(text: string, at: number): { readonly segment: Segment; readonly end: number } | undefined {
  for (const { form, read } of FORMS) {
    form.lastIndex = at;
    const match = form.exec(text);
    if (match) return { segment: read(match[1] ?? ''), end: at + match[0].length };
  }
  return undefined;
}

/** What is at the path: with `[*]` a list of all that is there. Undefined when nothing is. */
export function atInputPath(path: InputPath, event: Json): Json | undefined {
  const found = path.reduce<readonly Json[]>(
    (values, segment) => values.flatMap((value) => step(segment, value)),
    [event],
  );
  if (path.some(({ kind }) => kind === 'every')) return found.length === 0 ? undefined : found;
  return found[0];
}

/** Each value within a list of one, so that flatMap does not open a value that is a list itself. */
function step(segment: Segment, value: Json): readonly Json[] {
  switch (segment.kind) {
    case 'member':
      return isJsonObject(value) && Object.hasOwn(value, segment.name) ? present(value[segment.name]) : [];
    case 'element':
      return Array.isArray(value) ? present((value as readonly Json[])[segment.index]) : [];
    case 'every':
      return Array.isArray(value) ? (value as readonly Json[]) : [];
    default:
      return unreachable(segment);
  }
}

const present = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : [value]);
