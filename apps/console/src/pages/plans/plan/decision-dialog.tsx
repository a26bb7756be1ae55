import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Input, Output } from '@trueup/api-contract';
import { useAct } from '../../../api/use-act.ts';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { RiskBadge } from '../risk-badge.tsx';
import { approvalsOf, isDecidedFirst } from './plan-life.ts';

export type PlanVerdict = Input<'decidePlan'>['verdict'];

/** Least characters of a reason: whoever breaks the glass says more than a word. */
const LEAST = { reject: 1, 'break-glass': 10 } as const;

interface DecisionDialogProps {
  readonly verdict: PlanVerdict;
  readonly shown: Output<'getPlan'>;
  readonly onClose: () => void;
}

/** A yes, a no, or the glass broken: to exactly the plan that is shown. */
export function DecisionDialog({ verdict, shown, onClose }: DecisionDialogProps) {
  const t = useWords();
  const { done, told } = useNotices();
  const { plan } = shown;
  const decide = useAct('decidePlan', ({ status }) => {
    onClose();
    done(t(status === 'waiting-for-approval' ? 'planPage.done.onePlease' : `planPage.done.${verdict}`));
  });
  const isBreaking = verdict === 'break-glass';
  return (
    <ReasonDialog
      title={t(`planPage.ask.${verdict}`)}
      confirm={t(isBreaking ? 'planPage.breakGlass' : `planPage.${verdict}`)}
      reason={verdict === 'approve' ? 'optional' : { least: LEAST[verdict] }}
      {...(isBreaking
        ? {
            typed: {
              label: t('planPage.typeUnderstood', { text: t('planPage.understood') }),
              text: t('planPage.understood'),
            },
          }
        : {})}
      isPending={decide.isPending}
      problem={decide.error}
      onConfirm={(reason) =>
        decide.mutate(
          { id: plan.id, hash: plan.hash, verdict, ...(reason === undefined ? {} : { reason }) },
          {
            onError({ reason: refusal }) {
              // Two people at once: the second one sees what became of it.
              if (!isDecidedFirst(refusal)) return;
              onClose();
              told(t('planPage.decidedFirst'));
            },
          },
        )
      }
      onDismiss={onClose}
    >
      <Consequence verdict={verdict} shown={shown} />
    </ReasonDialog>
  );
}

function Consequence({ verdict, shown }: Omit<DecisionDialogProps, 'onClose'>) {
  const t = useWords();
  const wordOf = useWordOf();
  const { number } = useFormats();
  const { plan, approvals, differences } = shown;
  const standing = approvalsOf(plan, approvals);
  const next = standing.kind === 'counted' ? standing.given + 1 : 1;
  const isSystem = plan.requestedBy.kind === 'system';
  return (
    <SpaceBetween size="s">
      <Box>
        {t('planPage.ask.what', {
          kind: wordOf('planKind', plan.kind),
          control: plan.controlId,
          resource: plan.resource.arn,
          calls: plan.calls.length,
          values: differences.length,
        })}{' '}
        <RiskBadge risk={plan.risk} />
      </Box>
      {verdict === 'approve' ? (
        <Box>
          {next < plan.approvalsNeeded
            ? t('planPage.ask.approve.more', { next: number(next), needed: number(plan.approvalsNeeded) })
            : t(isSystem ? 'planPage.ask.approve.starts' : 'planPage.ask.approve.theirs')}
        </Box>
      ) : undefined}
      {verdict === 'reject' ? <Box>{t('planPage.ask.reject.text')}</Box> : undefined}
      {verdict === 'break-glass' ? <Alert type="warning">{t('planPage.ask.break-glass.text')}</Alert> : undefined}
    </SpaceBetween>
  );
}
