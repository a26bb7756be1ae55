import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { Plan } from '@trueup/api-contract';
import { Countdown } from '../../components/countdown.tsx';
import { Instant } from '../../components/instant.tsx';
import type { ListColumn } from '../../components/list-table.tsx';
import { Status } from '../../components/status.tsx';
import { useWordOf, useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { GivenApprovals } from './given-approvals.tsx';
import { RequestedBy } from './requested-by.tsx';
import { RiskBadge } from './risk-badge.tsx';

const isOpen = ({ status }: Plan): boolean =>
  status === 'waiting-for-approval' || status === 'ready' || status === 'approved';

export function usePlanColumns(titleOf: (controlId: string) => string | undefined): readonly ListColumn<Plan>[] {
  const t = useWords();
  const wordOf = useWordOf();
  return [
    {
      id: 'control',
      header: t('plans.control'),
      width: 260,
      isRowHeader: true,
      cell: ({ id, kind, controlId, resource }) => (
        <>
          <Link
            href={pathTo('plan', { planId: id })}
            ariaLabel={t(`planPage.title.${kind}`, { control: controlId, resource: resource.id })}
          >
            {controlId}
          </Link>
          <div style={{ whiteSpace: 'normal' }}>
            <Box variant="small">{titleOf(controlId)}</Box>
          </div>
        </>
      ),
    },
    {
      id: 'resource',
      header: t('plans.resource'),
      width: 190,
      cell: ({ resource }) => <span title={resource.arn}>{resource.id}</span>,
    },
    { id: 'account', header: t('plans.account'), width: 160, cell: ({ resource }) => resource.accountId },
    { id: 'region', header: t('plans.region'), width: 120, cell: ({ resource }) => resource.region, shown: false },
    { id: 'risk', header: t('plans.risk'), width: 155, cell: ({ risk }) => <RiskBadge risk={risk} /> },
    { id: 'approvals', header: t('plans.approvals'), width: 120, cell: (plan) => <GivenApprovals plan={plan} /> },
    {
      id: 'expires',
      header: t('plans.expires'),
      width: 170,
      cell: (plan) => (isOpen(plan) ? <Countdown until={plan.expiresAt} /> : '–'),
    },
    {
      id: 'requestedBy',
      header: t('plans.requestedBy'),
      width: 140,
      cell: ({ requestedBy }) => <RequestedBy actor={requestedBy} />,
    },
    { id: 'kind', header: t('plans.kind'), width: 90, cell: ({ kind }) => wordOf('planKind', kind) },
    { id: 'status', header: t('plans.status'), width: 180, cell: ({ status }) => <Status of="plan" value={status} /> },
    {
      id: 'created',
      header: t('plans.created'),
      width: 150,
      cell: ({ createdAt }) => <Instant at={createdAt} relative />,
    },
  ];
}
