import { cpus } from 'node:os';

/** A markdown table, as it is kept in RESULTS.md. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.versions.node}`;
}

export const perSecond = (count: number, ms: number): number => Math.round(count / (ms / 1000));
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;
