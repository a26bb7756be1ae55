import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useParam } from '../../../components/use-param.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { NoPlanAlert } from '../no-plan-alert.tsx';
import { useMakePlan, type MakePlan } from '../use-make-plan.ts';
import { OtherPlans } from './other-plans.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanApprovals } from './plan-approvals.tsx';
import { PlanBinding } from './plan-binding.tsx';
import { PlanCalls } from './plan-calls.tsx';
import { PlanChanges } from './plan-changes.tsx';
import { PlanGuards } from './plan-guards.tsx';
import { PlanPermissions } from './plan-permissions.tsx';
import { PlanStanding } from './plan-standing.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { PlanUndo } from './plan-undo.tsx';

/** One plan, told so that an approver can judge it: what changes, by which calls, under whose word. */
export function PlanPage() {
  const t = useWords();
  const { planId } = useParam('plan');
  const query = useAsked('getPlan', { id: planId });
  const makePlan = useMakePlan();
  const above = [{ text: t('nav.plans'), href: pathTo('plans') }];
  if (query.data === undefined)
    return (
      <Page title={t('plans.plan')} above={above}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    );
  const { plan } = query.data;
  return (
    <Page
      title={t(`planPage.title.${plan.kind}`, { control: plan.controlId, resource: plan.resource.id })}
      above={above}
      actions={<PlanActions key={plan.id} shown={query.data} makePlan={makePlan} />}
    >
      <Loaded query={query}>{(shown) => <PlanParts shown={shown} makePlan={makePlan} />}</Loaded>
    </Page>
  );
}

function PlanParts({ shown, makePlan }: { readonly shown: Output<'getPlan'>; readonly makePlan: MakePlan }) {
  const { plan, approvals, differences } = shown;
  return (
    <SpaceBetween size="l">
      {makePlan.left === undefined ? undefined : <NoPlanAlert left={makePlan.left} onDismiss={makePlan.dismiss} />}
      <PlanStanding plan={plan} approvals={approvals} />
      <PlanSummary plan={plan} approvals={approvals} />
      <PlanChanges plan={plan} differences={differences} />
      <PlanCalls plan={plan} />
      <PlanApprovals plan={plan} approvals={approvals} />
      <PlanGuards plan={plan} />
      <PlanUndo plan={plan} />
      <PlanPermissions plan={plan} />
      <PlanBinding plan={plan} />
      <OtherPlans plan={plan} />
    </SpaceBetween>
  );
}
