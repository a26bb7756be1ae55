import type { ChildState, Execution, ExecutionSpread, Instant, SpreadWishes } from '@trueup/core';
import type { SpreadSources } from './resolve-spread.ts';
import type { Spreading } from './spread-children.ts';

/** How a spread ended. */
export interface SpreadEnd {
  readonly status: 'Success' | 'Failed' | 'Cancelled';
  readonly failureMessage?: string;
  readonly outputs: NonNullable<Execution['outputs']>;
}

export type StartedChild = ChildState & Pick<Execution, 'cancelRequestedAt'>;

/** What a child gave. */
export type ChildOutputs = Pick<Execution, 'id' | 'outputs'>;

/** One segment of an execution that is spread: what it is, and what it may do. */
export interface SpreadParts {
  readonly execution: Execution & { readonly spread: ExecutionSpread };
  readonly document: Spreading['document'];
  readonly digest: Spreading['digest'];
  readonly now: () => Instant;
  readonly halt?: NonNullable<SpreadWishes['halt']>;
  readonly sources: SpreadSources;
  /** Those that it has started. */
  children(): Promise<readonly StartedChild[]>;
  /** What those gave; asked once, at the end. */
  outputs(): Promise<readonly ChildOutputs[]>;
  /** Keeps what its targets resolved to, before anything is started on them. */
  keep(spread: ExecutionSpread): Promise<void>;
  /** Writes the children and the records of their start, or nothing at all. */
  start(children: readonly Execution[]): Promise<void>;
  /** Asks them to stop. */
  cancel(children: readonly StartedChild[]): Promise<void>;
  finish(end: SpreadEnd): Promise<void>;
}
