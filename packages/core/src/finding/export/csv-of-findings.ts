import type { FindingRow } from './finding-row.ts';

const COLUMNS: readonly (readonly [title: string, cell: (row: FindingRow) => string])[] = [
  ['Id', ({ id }) => id],
  ['Control', ({ control }) => control ?? ''],
  ['Title', ({ title }) => title],
  ['Severity', ({ severity }) => severity],
  ['Priority', ({ priority }) => String(priority)],
  ['Compliance status', ({ compliance }) => compliance ?? ''],
  ['Workflow status', ({ workflow }) => workflow],
  ['Record state', ({ recordState }) => recordState],
  ['Account', ({ accountId }) => accountId],
  ['Region', ({ region }) => region],
  ['Resource type', ({ resourceType }) => resourceType],
  ['Resource', ({ resource }) => resource],
  ['First observed at', ({ firstObservedAt }) => firstObservedAt],
  ['Last observed at', ({ lastObservedAt }) => lastObservedAt],
  ['Sources', ({ sources }) => sources.join('; ')],
  ['Note', ({ note }) => note ?? ''],
  ['URL', ({ url }) => url ?? ''],
];

export interface CsvOptions {
  /** False for the pages after the first; true when absent. */
  readonly header?: boolean;
  /** A byte order mark before the header, without which Excel takes UTF-8 for the local encoding. */
  readonly byteOrderMark?: boolean;
}

/** CSV by RFC 4180: every line, the last one too, ends in CRLF. */
export function csvOfFindings(
  rows: Iterable<FindingRow>,
  { header = true, byteOrderMark = false }: CsvOptions = {},
): string {
  const head = header ? [COLUMNS.map(([title]) => title)] : [];
  const body = Array.from(rows, (row) => COLUMNS.map(([, cell]) => cell(row)));
  const lines = [...head, ...body].map((cells) => `${cells.map(csvCell).join(',')}\r\n`);
  return `${byteOrderMark ? '\uFEFF' : ''}${lines.join('')}`;
}

/** Spreadsheets run what begins with one of these, full width forms included (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
