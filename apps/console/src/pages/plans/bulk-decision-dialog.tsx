import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { BulkDecision, Plan } from '@trueup/api-contract';
import { allowedAction } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../api/use-act.ts';
import { ReasonDialog } from '../../forms/reason-dialog.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { useMe } from '../../session/session-context.ts';
import { bulkChoice } from './bulk-choice.ts';
import { BulkResults } from './bulk-results.tsx';
import { RiskBadge } from './risk-badge.tsx';

export type BulkVerdict = 'approve' | 'reject';

interface BulkDecisionDialogProps {
  readonly verdict: BulkVerdict;
  readonly plans: readonly Plan[];
  readonly onClose: () => void;
}

/** A yes or no to several plans: all of them are shown, and their count is typed. Afterwards, what became of each. */
export function BulkDecisionDialog({ verdict, plans: chosen, onClose }: BulkDecisionDialogProps) {
  const t = useWords();
  const { number } = useFormats();
  const me = useMe();
  const [results, setResults] = useState<readonly BulkDecision[]>();
  const decide = useAct('decidePlans', ({ items }) => setResults(items));
  const action = verdict === 'approve' ? 'plan.approve' : 'plan.reject';
  // By who asked for them: that they wait was so when they were chosen, and the server looks again.
  const { plans, left, highestRisk } = bulkChoice(
    chosen,
    (plan) => allowedAction(me, action, plan).kind !== 'own-request',
  );
  if (results !== undefined) return <BulkResults plans={plans} results={results} onClose={onClose} />;
  const count = String(plans.length);
  return (
    <ReasonDialog
      title={t(`plans.bulk.${verdict}.title`, { count: plans.length })}
      confirm={t(`plans.${verdict}`, { count: plans.length })}
      reason={verdict === 'reject' ? { least: 1 } : 'optional'}
      typed={{ label: t('plans.bulk.typeCount', { count: number(plans.length) }), text: count }}
      isPending={decide.isPending}
      problem={decide.error}
      onConfirm={(reason) =>
        decide.mutate({
          plans: plans.map(({ id, hash }) => ({ id, hash })),
          count: plans.length,
          verdict,
          ...(reason === undefined ? {} : { reason }),
        })
      }
      onDismiss={onClose}
    >
      <SpaceBetween size="s">
        {highestRisk === undefined ? undefined : (
          <Box>
            {t('plans.bulk.highestRisk')} <RiskBadge risk={highestRisk} />
          </Box>
        )}
        <PlanList label={t('plans.bulk.list')} plans={plans} />
        {left.length === 0 ? undefined : (
          <Alert type="info" header={t('plans.bulk.own', { count: left.length })}>
            <PlanList label={t('plans.bulk.own', { count: left.length })} plans={left} />
          </Alert>
        )}
      </SpaceBetween>
    </ReasonDialog>
  );
}

function PlanList({ label, plans }: { readonly label: string; readonly plans: readonly Plan[] }) {
  const t = useWords();
  return (
    <Table<Plan>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...plans]}
      trackBy="id"
      ariaLabels={{ tableLabel: label }}
      columnDefinitions={[
        {
          id: 'plan',
          header: t('plans.plan'),
          isRowHeader: true,
          minWidth: 200,
          cell: ({ kind, controlId, resource }) =>
            t(`planPage.title.${kind}`, { control: controlId, resource: resource.id }),
        },
        { id: 'account', header: t('plans.account'), minWidth: 140, cell: ({ resource }) => resource.accountId },
        { id: 'risk', header: t('plans.risk'), minWidth: 130, cell: ({ risk }) => <RiskBadge risk={risk} /> },
      ]}
    />
  );
}
