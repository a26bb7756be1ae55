/** A page in a stable order. `next` is opaque; absent on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface PageRequest {
  /** 1 to 1000; 100 when absent. */
  readonly limit?: number;
  readonly cursor?: string;
}
