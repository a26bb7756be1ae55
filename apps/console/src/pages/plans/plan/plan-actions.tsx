import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { ActionButton } from '../../../components/action-button.tsx';
import { useGo } from '../../../components/use-go.ts';
import { useNow } from '../../../components/use-now.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useMe } from '../../../session/session-context.ts';
import { useNotices } from '../../../shell/notices.tsx';
import type { MakePlan } from '../use-make-plan.ts';
import { DecisionDialog, type PlanVerdict } from './decision-dialog.tsx';
import { PlanAgainButton } from './plan-again-button.tsx';
import { hasSaid, isDecidedFirst, isOpen } from './plan-life.ts';

interface PlanActionsProps {
  readonly shown: Output<'getPlan'>;
  readonly makePlan: MakePlan;
}

/** What may be done with a plan; what may not says why. */
export function PlanActions({ shown, makePlan }: PlanActionsProps) {
  const [verdict, setVerdict] = useState<PlanVerdict>();
  const now = useNow(1_000);
  const { plan } = shown;
  // What came of it stands in its execution.
  if (plan.status === 'started') return null;
  if (!isOpen(plan, now)) return <PlanAgainButton plan={plan} makePlan={makePlan} />;
  const Actions = plan.status === 'waiting-for-approval' ? WaitingActions : StartActions;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Actions shown={shown} onVerdict={setVerdict} />
      {verdict === undefined ? undefined : (
        <DecisionDialog verdict={verdict} shown={shown} onClose={() => setVerdict(undefined)} />
      )}
    </SpaceBetween>
  );
}

interface ActionsProps {
  readonly shown: Output<'getPlan'>;
  readonly onVerdict: (verdict: PlanVerdict) => void;
}

/** Of a plan that waits for people. */
function WaitingActions({ shown: { plan, approvals }, onVerdict }: ActionsProps) {
  const t = useWords();
  const me = useMe();
  const given = hasSaid(approvals, me.name, 'approve') ? t('planPage.youApproved') : undefined;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton action="plan.break-glass" subject={plan} onClick={() => onVerdict('break-glass')}>
        {t('planPage.breakGlass')}
      </ActionButton>
      <ActionButton action="plan.reject" subject={plan} onClick={() => onVerdict('reject')}>
        {t('planPage.reject')}
      </ActionButton>
      <ActionButton
        action="plan.approve"
        subject={plan}
        variant="primary"
        because={given}
        onClick={() => onVerdict('approve')}
      >
        {t('planPage.approve')}
      </ActionButton>
    </SpaceBetween>
  );
}

/** Of a plan that may start. */
function StartActions({ shown, onVerdict }: ActionsProps) {
  const t = useWords();
  const { plan, approvals } = shown;
  const start = useStart(shown);
  const isBroken = approvals.some(({ verdict }) => verdict === 'break-glass');
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action="plan.break-glass"
        subject={plan}
        because={isBroken ? t('planPage.glassBroken') : undefined}
        onClick={() => onVerdict('break-glass')}
      >
        {t('planPage.breakGlass')}
      </ActionButton>
      <ActionButton action="plan.start" subject={plan} variant="primary" loading={start.isPending} onClick={start.now}>
        {t('planPage.start')}
      </ActionButton>
    </SpaceBetween>
  );
}

/** Starts the plan as it was shown. When it has been started meanwhile, the page tells so. */
function useStart({ plan }: Output<'getPlan'>): { readonly isPending: boolean; readonly now: () => void } {
  const t = useWords();
  const go = useGo();
  const { told, failed } = useNotices();
  const start = useAct('startExecution', ({ id }) => go(pathTo('execution', { executionId: id })));
  return {
    isPending: start.isPending,
    now: () =>
      start.mutate(
        { planId: plan.id, hash: plan.hash },
        { onError: (problem) => (isDecidedFirst(problem.reason) ? told(t('planPage.decidedFirst')) : failed(problem)) },
      ),
  };
}
