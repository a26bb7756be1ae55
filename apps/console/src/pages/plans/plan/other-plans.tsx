import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Table from '@cloudscape-design/components/table';
import type { Plan } from '@trueup/api-contract';
import { Suspense, useState } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { Instant } from '../../../components/instant.tsx';
import { Status } from '../../../components/status.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { RequestedBy } from '../requested-by.tsx';
import { LazyDiff } from './lazy-diff.tsx';
import { comparablePlan } from './comparable-plan.ts';

/** The other plans of the same finding, each of which can be held against this one. */
export function OtherPlans({ plan }: { readonly plan: Plan }) {
  const t = useWords();
  const wordOf = useWordOf();
  const [comparedId, setComparedId] = useState<string>();
  const { data } = useAsked('listPlans', { findingId: plan.findingId, limit: 20 });
  const others = (data?.items ?? []).filter(({ id }) => id !== plan.id);
  const compared = others.find(({ id }) => id === comparedId);
  if (others.length === 0) return null;
  const title = t('planPage.others');
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${others.length})`} description={t('planPage.others.description')}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Table<Plan>
          variant="borderless"
          contentDensity="compact"
          wrapLines
          items={others}
          trackBy="id"
          ariaLabels={{ tableLabel: title }}
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
            {
              id: 'requestedBy',
              header: t('plans.requestedBy'),
              cell: ({ requestedBy }) => <RequestedBy actor={requestedBy} />,
            },
            { id: 'created', header: t('plans.created'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
            {
              id: 'compare',
              header: t('common.actions'),
              cell: ({ id }) => (
                <Button
                  variant="inline-link"
                  ariaLabel={t('planPage.compare.with', { id })}
                  onClick={() => setComparedId(id)}
                >
                  {t('planPage.compare')}
                </Button>
              ),
            },
          ]}
        />
        {compared === undefined ? undefined : <Comparison plan={plan} other={compared} />}
      </SpaceBetween>
    </Container>
  );
}

/** What differs between two plans, the older one on the left. */
function Comparison({ plan, other }: { readonly plan: Plan; readonly other: Plan }) {
  const t = useWords();
  const [older, newer] = plan.createdAt < other.createdAt ? [plan, other] : [other, plan];
  const label = ({ id }: Plan): string =>
    t(id === plan.id ? 'planPage.compare.this' : 'planPage.compare.other', { id });
  const [before, after] = [comparablePlan(older), comparablePlan(newer)];
  if (before === after) return <div role="status">{t('planPage.compare.same')}</div>;
  return (
    <Suspense fallback={<Spinner />}>
      <LazyDiff language="json" beforeLabel={label(older)} afterLabel={label(newer)} before={before} after={after} />
    </Suspense>
  );
}
