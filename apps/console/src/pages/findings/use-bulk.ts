import { Problem, type Finding } from '@trueup/api-contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useProblemWords } from '../../api/problem-words.ts';

/** What became of one finding. */
export type BulkOutcome =
  | { readonly kind: 'done'; readonly text: string; readonly href?: string }
  | { readonly kind: 'refused'; readonly text: string };

/** Part of the work: findings that are worked on by one request, and what became of each, in their order. */
interface BulkStep {
  readonly findings: readonly Finding[];
  readonly act: () => Promise<readonly BulkOutcome[]>;
}
export interface BulkWork {
  readonly title: string;
  readonly steps: readonly BulkStep[];
}
export interface BulkResult {
  readonly finding: Finding;
  readonly outcome: BulkOutcome;
}

export interface Bulk {
  readonly title: string | undefined;
  readonly total: number;
  readonly results: readonly BulkResult[];
  readonly isRunning: boolean;
  readonly start: (work: BulkWork) => void;
  /** Ends it after the step that runs. */
  readonly stop: () => void;
  readonly close: () => void;
}

/** Works through findings a step at a time, and keeps what was done and what was refused, each. */
export function useBulk(): Bulk {
  const queries = useQueryClient();
  const problemWords = useProblemWords();
  const [work, setWork] = useState<BulkWork>();
  const [results, setResults] = useState<readonly BulkResult[]>([]);
  const isStopped = useRef(false);
  const refusedBy = (error: unknown): BulkOutcome => {
    const { text, detail } = problemWords(error);
    return { kind: 'refused', text: detail === undefined ? text : `${text} ${detail}` };
  };
  const running = useMutation<void, unknown, BulkWork>({
    async mutationFn({ steps }) {
      for (const { findings, act } of steps) {
        if (isStopped.current) return;
        const outcomes = await settle({ findings, act }, refusedBy);
        setResults((now) => [
          ...now,
          ...findings.flatMap((finding, index) => {
            const outcome = outcomes[index];
            return outcome === undefined ? [] : [{ finding, outcome }];
          }),
        ]);
      }
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return {
    title: work?.title,
    total: work?.steps.reduce((sum, { findings }) => sum + findings.length, 0) ?? 0,
    results,
    isRunning: running.isPending,
    start(next) {
      isStopped.current = false;
      setResults([]);
      setWork(next);
      running.mutate(next);
    },
    stop: () => {
      isStopped.current = true;
    },
    close: () => {
      isStopped.current = true;
      setWork(undefined);
    },
  };
}

/** A step that fails is refused as a whole; a session that is over ends the work. */
async function settle(
  { findings, act }: BulkStep,
  refusedBy: (error: unknown) => BulkOutcome,
): Promise<readonly BulkOutcome[]> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Problem && error.code === 'unauthenticated') throw error;
    return findings.map(() => refusedBy(error));
  }
}
