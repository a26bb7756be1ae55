import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Approval, Plan } from '@trueup/api-contract';
import type { ReactNode } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { CopyText } from '../../../components/copy-text.tsx';
import { Countdown } from '../../../components/countdown.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Status } from '../../../components/status.tsx';
import { useControlTitle } from '../../../components/use-control-title.ts';
import { useNow } from '../../../components/use-now.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { RequestedBy } from '../requested-by.tsx';
import { RiskBadge } from '../risk-badge.tsx';
import { ApprovalsText } from './approvals-text.tsx';
import { isOpen } from './plan-life.ts';

/** The line of the policy of a plan that was made without one. */
const NO_LINE = 'none';

/** What, where, how risky, on whose word, and until when. */
export function PlanSummary({ plan, approvals }: { readonly plan: Plan; readonly approvals: readonly Approval[] }) {
  const t = useWords();
  const wordOf = useWordOf();
  const titleOf = useControlTitle();
  const now = useNow(60_000);
  const { data: control } = useAsked('getControl', { id: plan.controlId });
  const { resource } = plan;
  const pair = (label: string, value: ReactNode) => ({ label, value });
  return (
    <Container header={<Header variant="h2">{t('planPage.summary')}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          pair(t('plans.status'), <Status of="plan" value={plan.status} />),
          pair(t('plans.risk'), <RiskBadge risk={plan.risk} />),
          pair(t('planPage.reversible'), <Reversible plan={plan} />),
          pair(
            t('plans.expires'),
            isOpen(plan, now) ? <Countdown until={plan.expiresAt} announces /> : <Instant at={plan.expiresAt} />,
          ),
          pair(
            t('plans.control'),
            <>
              <Link href={pathTo('controlRunbook', { controlId: plan.controlId })}>{plan.controlId}</Link>{' '}
              {control === undefined ? undefined : titleOf(plan.controlId, control.control.title)}
            </>,
          ),
          pair(
            t('planPage.finding'),
            <Link href={pathTo('finding', { findingId: plan.findingId })}>{plan.findingId}</Link>,
          ),
          pair(
            t('planPage.where'),
            t('planPage.where.value', { account: resource.accountId, region: resource.region }),
          ),
          pair(t('plans.resource'), <CopyText text={resource.arn} />),
          pair(t('plans.requestedBy'), <RequestedBy actor={plan.requestedBy} />),
          pair(t('plans.created'), <Instant at={plan.createdAt} relative />),
          pair(t('plans.approvals'), <ApprovalsText plan={plan} approvals={approvals} />),
          pair(
            t('planPage.line'),
            plan.remediation === NO_LINE ? (
              t('planPage.line.none')
            ) : (
              <Link href={pathTo('remediations')}>{plan.remediation}</Link>
            ),
          ),
          pair(t('planPage.judgedBy'), wordOf('planPage.judgedBy', plan.judgedBy)),
        ]}
      />
    </Container>
  );
}

function Reversible({ plan }: { readonly plan: Plan }) {
  const t = useWords();
  return plan.noUndoReason === undefined ? (
    <StatusIndicator type="success">{t('planPage.reversible.yes')}</StatusIndicator>
  ) : (
    <StatusIndicator type="warning">{t('planPage.reversible.no')}</StatusIndicator>
  );
}
