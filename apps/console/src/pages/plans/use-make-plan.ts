import type { PlanOutcome } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../api/use-act.ts';
import { useGo } from '../../components/use-go.ts';
import { pathTo } from '../../paths.ts';
import { useNotices } from '../../shell/notices.tsx';

export type NoPlan = Extract<PlanOutcome, { kind: 'left' }>;

export interface MakePlan {
  readonly isPending: boolean;
  /** Why there is no plan, where the last one that was asked for was not made. */
  readonly left: NoPlan | undefined;
  readonly dismiss: () => void;
  readonly repair: (findingId: string) => void;
  readonly undo: (executionId: string) => void;
}

/** Asks for a plan and opens it. Where none is made, it says why. */
export function useMakePlan(): MakePlan {
  const go = useGo();
  const { failed } = useNotices();
  const [left, setLeft] = useState<NoPlan>();
  const done = (outcome: PlanOutcome): void => {
    if (outcome.kind === 'planned') go(pathTo('plan', { planId: outcome.plan.id }));
    setLeft(outcome.kind === 'left' ? outcome : undefined);
  };
  const repair = useAct('makePlan', done);
  const undo = useAct('planUndo', done);
  return {
    isPending: repair.isPending || undo.isPending,
    left,
    dismiss: () => setLeft(undefined),
    repair: (findingId) => repair.mutate({ findingId }, { onError: failed }),
    undo: (executionId) => undo.mutate({ executionId }, { onError: failed }),
  };
}
