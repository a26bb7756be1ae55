import type { Paint } from './paint.ts';

/** How text for people is laid out. */
export interface Look {
  readonly paint: Paint;
  /** Columns of the terminal. Absent: a pipe, where nothing is shortened. */
  readonly width?: number;
}
