import type { Plan } from '@trueup/api-contract';
import { OperationButton } from '../../../components/action-button.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { MakePlan } from '../use-make-plan.ts';

interface PlanAgainButtonProps {
  readonly plan: Plan;
  readonly makePlan: MakePlan;
}

/** Plans the same again, from what the resource says now. */
export function PlanAgainButton({ plan, makePlan }: PlanAgainButtonProps) {
  const t = useWords();
  const { undoes, findingId } = plan;
  return (
    <OperationButton
      operation={undoes === undefined ? 'makePlan' : 'planUndo'}
      variant="primary"
      loading={makePlan.isPending}
      onClick={() => (undoes === undefined ? makePlan.repair(findingId) : makePlan.undo(undoes))}
    >
      {t('planPage.again')}
    </OperationButton>
  );
}
