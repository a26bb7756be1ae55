import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { Approval, Plan } from '@trueup/api-contract';
import { Instant } from '../../../components/instant.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { ApprovalsText } from './approvals-text.tsx';
import { approvalsOf } from './plan-life.ts';

interface PlanApprovalsProps {
  readonly plan: Plan;
  readonly approvals: readonly Approval[];
}

/** Who said what about it, and how many have to. */
export function PlanApprovals({ plan, approvals }: PlanApprovalsProps) {
  const t = useWords();
  const wordOf = useWordOf();
  const title = t('plans.approvals');
  const { kind } = approvalsOf(plan, approvals);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t(kind === 'none-needed' ? 'planPage.approvals.notNeeded' : 'planPage.approvals.description')}
        >
          {title} (<ApprovalsText plan={plan} approvals={approvals} />)
        </Header>
      }
    >
      <Table<Approval>
        variant="borderless"
        contentDensity="compact"
        wrapLines
        items={[...approvals]}
        trackBy={({ by, verdict }) => `${by.name} ${verdict}`}
        ariaLabels={{ tableLabel: title }}
        empty={<Box color="inherit">{t('planPage.approvals.none')}</Box>}
        columnDefinitions={[
          { id: 'who', header: t('planPage.approvals.who'), isRowHeader: true, cell: ({ by }) => by.name },
          { id: 'word', header: t('planPage.approvals.word'), cell: ({ verdict }) => wordOf('approval', verdict) },
          { id: 'when', header: t('planPage.approvals.when'), cell: ({ at }) => <Instant at={at} /> },
          { id: 'reason', header: t('common.reason'), cell: ({ reason }) => reason ?? '–' },
        ]}
      />
    </Container>
  );
}
