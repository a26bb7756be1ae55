/** Numbered from 1 without gaps, applied once, never changed after a release, never undone. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Statements for PostgreSQL 15 and later. */
  readonly sql: string;
}
