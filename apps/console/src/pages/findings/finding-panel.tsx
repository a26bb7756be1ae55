import Button from '@cloudscape-design/components/button';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Decision, Finding, Output } from '@trueup/api-contract';
import { useState, type ReactNode } from 'react';
import { useAct } from '../../api/use-act.ts';
import { useAsked } from '../../api/use-asked.ts';
import { ActionButton, OperationButton } from '../../components/action-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Instant } from '../../components/instant.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Severity } from '../../components/severity.tsx';
import { Status } from '../../components/status.tsx';
import { useGo } from '../../components/use-go.ts';
import { scopeOfFindings } from '../../finding-view/scope-of-query.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWordOf, useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { useNotices } from '../../shell/notices.tsx';
import { DueTime } from './due-time.tsx';
import { WorkflowDialog } from './workflow-dialog.tsx';

type Detail = Output<'getFinding'>;

/** What must be known of a finding to decide about it, beside the list. */
export function FindingPanel({ findingId }: { readonly findingId: string }) {
  const detail = useAsked('getFinding', { id: findingId });
  return (
    <Loaded query={detail}>
      {(found) => (
        <SpaceBetween size="m">
          <QuickActions finding={found.finding} />
          <Summary detail={found} />
        </SpaceBetween>
      )}
    </Loaded>
  );
}

function Summary({ detail }: { readonly detail: Detail }) {
  return <KeyValuePairs columns={3} items={[...useFacts(detail), ...useLatest(detail)]} />;
}

function useFacts({ finding, urgency, decision }: Detail): readonly KeyValuePairsProps.Item[] {
  const t = useWords();
  const { number } = useFormats();
  const { arn, type, accountId: account, region } = finding.resource;
  return [
    { label: t('findings.panel.fault'), value: finding.reason },
    { label: t('findings.column.resource'), value: <CopyText text={arn} /> },
    { label: t('findings.panel.where'), value: t('findings.panel.place', { type, account, region }) },
    {
      label: t('findings.panel.state'),
      value: (
        <SpaceBetween direction="horizontal" size="xs">
          <Severity value={finding.severity} />
          <Status of="workflow" value={finding.workflow} />
          <Status of="recordState" value={finding.recordState} />
        </SpaceBetween>
      ),
    },
    { label: t('findings.panel.decision'), value: <DecisionNow decision={decision} /> },
    { label: t('findings.column.due'), value: <DueTime finding={finding} /> },
    { label: t('findings.column.control'), value: finding.controlId },
    { label: t('findings.column.priority'), value: number(urgency.score) },
    {
      label: t('findings.panel.observed'),
      value: (
        <>
          <Instant at={finding.firstObservedAt} relative /> – <Instant at={finding.lastObservedAt} relative />
        </>
      ),
    },
  ];
}

/** The latest plan and execution, where there is one. */
function useLatest({ plans, executions }: Detail): readonly KeyValuePairsProps.Item[] {
  const t = useWords();
  const [plan] = plans;
  const [execution] = executions;
  const linked = (href: string, text: string, status: ReactNode): ReactNode => (
    <SpaceBetween direction="horizontal" size="xs">
      <Link href={href}>{text}</Link>
      {status}
    </SpaceBetween>
  );
  const items: KeyValuePairsProps.Item[] = [];
  if (plan !== undefined) {
    const href = pathTo('plan', { planId: plan.id });
    const value = linked(href, plan.id, <Status of="plan" value={plan.status} />);
    items.push({ label: t('findings.panel.lastPlan'), value });
  }
  if (execution !== undefined) {
    const href = pathTo('execution', { executionId: execution.id });
    const value = linked(href, execution.id, <Status of="automation" value={execution.status} />);
    items.push({ label: t('findings.panel.lastExecution'), value });
  }
  return items;
}

/** What the policy says now, and why. */
function DecisionNow({ decision }: { readonly decision: Decision }) {
  const wordOf = useWordOf();
  const type = decision.kind === 'remediate' ? 'success' : decision.kind === 'propose' ? 'pending' : 'stopped';
  return (
    <>
      <StatusIndicator type={type}>{wordOf('decision', decision.kind)}</StatusIndicator>
      {decision.kind === 'remediate' ? undefined : <div>{wordOf('reason', decision.reason)}</div>}
    </>
  );
}

function QuickActions({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const go = useGo();
  const wordOf = useWordOf();
  const notices = useNotices();
  const [isSuppressing, setIsSuppressing] = useState(false);
  const plan = useAct('makePlan', (outcome) => {
    if (outcome.kind === 'planned') go(pathTo('plan', { planId: outcome.plan.id }));
    else {
      const reason = wordOf('reason', outcome.reason);
      notices.failed(new Error(t('findings.bulk.left', { reason, detail: outcome.detail })));
    }
  });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ActionButton
        action="finding.plan"
        subject={finding}
        variant="primary"
        loading={plan.isPending}
        onClick={() => plan.mutate({ findingId: finding.id }, { onError: notices.failed })}
      >
        {t('findings.plan')}
      </ActionButton>
      <ActionButton action="finding.suppress" subject={finding} onClick={() => setIsSuppressing(true)}>
        {t('findings.suppress')}
      </ActionButton>
      <OperationButton
        operation="placeException"
        onClick={() => go(pathTo('exceptions', {}, scopeOfFindings([finding])))}
      >
        {t('findings.exception.makeShort')}
      </OperationButton>
      <Button href={pathTo('finding', { findingId: finding.id })}>{t('findings.panel.open')}</Button>
      {isSuppressing ? (
        <WorkflowDialog findings={[finding]} status="SUPPRESSED" onDismiss={() => setIsSuppressing(false)} />
      ) : undefined}
    </SpaceBetween>
  );
}
