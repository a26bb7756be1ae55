import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Execution, Output, Plan } from '@trueup/api-contract';
import { Instant } from '../../../components/instant.tsx';
import { Status } from '../../../components/status.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { RequestedBy } from '../../plans/requested-by.tsx';
import { RiskBadge } from '../../plans/risk-badge.tsx';

/** What was planned and done about the finding. */
export function RepairsTab({ shown: { plans, executions } }: { readonly shown: Output<'getFinding'> }) {
  return (
    <SpaceBetween size="l">
      <Executions executions={executions} />
      <Plans plans={plans} />
    </SpaceBetween>
  );
}

function Executions({ executions }: { readonly executions: readonly Execution[] }) {
  const t = useWords();
  const wordOf = useWordOf();
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${executions.length})`}>
          {t('nav.executions')}
        </Header>
      }
    >
      <Table<Execution>
        variant="borderless"
        wrapLines
        items={[...executions]}
        trackBy="id"
        ariaLabels={{ tableLabel: t('nav.executions') }}
        empty={t('repairs.noExecutions')}
        columnDefinitions={[
          {
            id: 'execution',
            header: t('repairs.execution'),
            isRowHeader: true,
            cell: ({ id, kind }) => (
              <Link href={pathTo('execution', { executionId: id })}>{`${wordOf('executionKind', kind)} ${id}`}</Link>
            ),
          },
          { id: 'status', header: t('plans.status'), cell: ({ status }) => <Status of="automation" value={status} /> },
          {
            id: 'outcome',
            header: t('repairs.outcome'),
            cell: ({ outcome, phase }) =>
              outcome === undefined ? wordOf('phase', phase) : <Status of="outcome" value={outcome} />,
          },
          { id: 'by', header: t('repairs.by'), cell: ({ startedBy }) => <RequestedBy actor={startedBy} /> },
          { id: 'at', header: t('repairs.at'), cell: ({ startedAt }) => <Instant at={startedAt} /> },
        ]}
      />
    </Container>
  );
}

function Plans({ plans }: { readonly plans: readonly Plan[] }) {
  const t = useWords();
  const wordOf = useWordOf();
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${plans.length})`}>
          {t('repairs.plans')}
        </Header>
      }
    >
      <Table<Plan>
        variant="borderless"
        wrapLines
        items={[...plans]}
        trackBy="id"
        ariaLabels={{ tableLabel: t('repairs.plans') }}
        empty={t('repairs.noPlans')}
        columnDefinitions={[
          {
            id: 'plan',
            header: t('plans.plan'),
            isRowHeader: true,
            cell: ({ id, kind }) => (
              <Link href={pathTo('plan', { planId: id })}>{`${wordOf('planKind', kind)} ${id}`}</Link>
            ),
          },
          { id: 'status', header: t('plans.status'), cell: ({ status }) => <Status of="plan" value={status} /> },
          { id: 'risk', header: t('plans.risk'), cell: ({ risk }) => <RiskBadge risk={risk} /> },
          {
            id: 'requestedBy',
            header: t('plans.requestedBy'),
            cell: ({ requestedBy }) => <RequestedBy actor={requestedBy} />,
          },
          { id: 'created', header: t('plans.created'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
        ]}
      />
    </Container>
  );
}
