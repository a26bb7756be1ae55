import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Approval, Plan } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { useNow } from '../../../components/use-now.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { isLapsed, isOpen } from './plan-life.ts';

interface PlanStandingProps {
  readonly plan: Plan;
  readonly approvals: readonly Approval[];
}

/** What became of the plan, or what keeps it, and what to do then. */
export function PlanStanding({ plan, approvals }: PlanStandingProps) {
  const t = useWords();
  const now = useNow(1_000);
  return (
    <SpaceBetween size="s">
      {plan.status === 'started' ? <Started plan={plan} /> : undefined}
      {plan.status === 'stale' ? (
        <Alert type="warning" header={t('planPage.stale')}>
          {t('planPage.stale.text')} <NewerPlan plan={plan} />
        </Alert>
      ) : undefined}
      {isLapsed(plan, now) ? (
        <Alert type="warning" header={t('planPage.lapsed')}>
          {t('planPage.lapsed.text')} <NewerPlan plan={plan} />
        </Alert>
      ) : undefined}
      {plan.status === 'rejected' ? <Rejected approvals={approvals} /> : undefined}
      {isOpen(plan, now) ? <Held plan={plan} /> : undefined}
      {plan.undetermined === undefined ? undefined : (
        <Alert type="warning" header={t('planPage.undetermined')}>
          {plan.undetermined}
        </Alert>
      )}
    </SpaceBetween>
  );
}

/** What forbade it as it was planned. */
function Held({ plan: { forbiddenBy } }: { readonly plan: Plan }) {
  const t = useWords();
  const wordOf = useWordOf();
  if (forbiddenBy === undefined) return null;
  return (
    <Alert type="warning" header={t('planPage.forbidden', { guard: wordOf('guard', forbiddenBy.guard) })}>
      {forbiddenBy.detail} {t('planPage.forbidden.text')}
    </Alert>
  );
}

function Rejected({ approvals }: { readonly approvals: readonly Approval[] }) {
  const t = useWords();
  const { instant } = useFormats();
  const no = approvals.find(({ verdict }) => verdict === 'reject');
  return (
    <Alert type="info" header={t('planPage.rejected')}>
      {no === undefined ? undefined : t('planPage.rejected.by', { name: no.by.name, at: instant(no.at) })} {no?.reason}
    </Alert>
  );
}

function Started({ plan }: { readonly plan: Plan }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { data } = useAsked('listExecutions', { planId: plan.id, limit: 1 });
  const execution = data?.items[0];
  return (
    <Alert type={execution?.outcome === 'verified' ? 'success' : 'info'} header={t('planPage.started')}>
      {execution === undefined ? undefined : (
        <>
          {execution.outcome === undefined
            ? t('planPage.started.runs', { phase: wordOf('phase', execution.phase) })
            : t('planPage.started.ended', { outcome: wordOf('outcome', execution.outcome) })}{' '}
          <Link href={pathTo('execution', { executionId: execution.id })}>{t('planPage.openExecution')}</Link>
        </>
      )}
    </Alert>
  );
}

/** The plan of the same finding that came after this one. */
function NewerPlan({ plan }: { readonly plan: Plan }) {
  const t = useWords();
  const { data } = useAsked('listPlans', { findingId: plan.findingId, limit: 20 });
  const newer = data?.items.find(({ createdAt, kind }) => createdAt > plan.createdAt && kind === plan.kind);
  if (newer === undefined) return null;
  return <Link href={pathTo('plan', { planId: newer.id })}>{t('planPage.openNewer')}</Link>;
}
