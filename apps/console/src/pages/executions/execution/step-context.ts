import type { Execution, JournalEntry } from '@trueup/api-contract';

/** What every step of an execution shares. */
export interface StepContext {
  readonly execution: Execution;
  readonly journal: readonly JournalEntry[];
  readonly isOpen: (id: string) => boolean;
  readonly setOpen: (id: string, open: boolean) => void;
}
