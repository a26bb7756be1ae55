/** What one side of a comparison took: wall time, and the highest resident memory in bytes. */
export interface Run {
  readonly ms: number;
  readonly peak: number;
}
