import { pathText } from '../value/difference.ts';
import type { DocumentSource, Path, Span } from '../runbook/document-source.ts';
import type { Diagnostic, Fix } from './diagnostic.ts';
import { ruleOf, type RuleId } from './rules.ts';

/** What a check says of a place. */
interface Remark {
  readonly message: string;
  /** Whether the key at the path is at fault, or its value (the default). */
  readonly part?: 'key' | 'value';
  /** Narrows the place within the value. */
  readonly span?: Span;
  readonly fix?: Fix;
}

/** Messages quote the document, which may hold one text of 64 KB. */
const LONGEST_MESSAGE = 1_000;

export type Report = (rule: RuleId, path: Path, remark: Remark) => void;

/** Collects diagnostics with their places. The same is told once, though an alias may stand for it in many places. */
export function collectDiagnostics(
  text: string,
  source: DocumentSource,
): { readonly report: Report; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const told = new Set<string>();
  const placeAt = placesIn(text);
  const report: Report = (rule, path, { message, part = 'value', span, fix }) => {
    const at = span ?? source.spanOf(path, part);
    const place = at ? placeAt(at.start) : source.placeOf(path, part);
    const key = `${rule} ${place.line}:${place.column} ${message}`;
    if (told.has(key)) return;
    told.add(key);
    diagnostics.push({
      rule,
      severity: ruleOf(rule).severity,
      message: message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message,
      path: pathText(path),
      ...place,
      ...(at ? endOf(placeAt(trimmedEnd(text, at))) : {}),
      ...(fix ? { fix } : {}),
    });
  };
  return { report, diagnostics };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

const endOf = ({ line, column }: Place): Pick<Diagnostic, 'endLine' | 'endColumn'> => ({
  endLine: line,
  endColumn: column,
});

/** A block ends where its last character is, not at the line after it. */
function trimmedEnd(text: string, { start, end }: Span): number {
  let at = end;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

function placesIn(text: string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
