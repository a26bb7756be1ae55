import Link from '@cloudscape-design/components/link';
import type { Delivery } from '@trueup/api-contract';
import { Instant } from '../../../components/instant.tsx';
import type { ListColumn } from '../../../components/list-table.tsx';
import { Status } from '../../../components/status.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';

/** `open` is the path of this list with the delivery in its panel. */
export function useDeliveryColumns(open: (delivery: Delivery) => string): readonly ListColumn<Delivery>[] {
  const t = useWords();
  const { number } = useFormats();
  return [
    {
      id: 'event',
      header: t('deliveries.event'),
      width: 200,
      isRowHeader: true,
      cell: (delivery) => <Link href={open(delivery)}>{delivery.event['detail-type']}</Link>,
    },
    {
      id: 'createdAt',
      header: t('deliveries.createdAt'),
      width: 125,
      cell: ({ createdAt }) => <Instant at={createdAt} relative />,
    },
    {
      id: 'status',
      header: t('deliveries.status'),
      width: 120,
      cell: ({ status }) => <Status of="delivery" value={status} />,
    },
    {
      id: 'rule',
      header: t('deliveries.rule'),
      width: 165,
      cell: ({ rule }) => <Link href={pathTo('eventRule', { ruleId: rule })}>{rule}</Link>,
    },
    {
      id: 'target',
      header: t('deliveries.target'),
      width: 160,
      cell: ({ target }) => t('deliveries.targetOf', { id: target.id, kind: t(`targetKind.${target.address.kind}`) }),
    },
    { id: 'attempts', header: t('deliveries.attempts'), width: 110, cell: ({ attempts }) => number(attempts) },
    { id: 'problem', header: t('deliveries.problem'), minWidth: 180, cell: ({ problem }) => problem?.message },
    {
      id: 'endedAt',
      header: t('deliveries.endedAt'),
      shown: false,
      width: 150,
      cell: ({ endedAt }) => (endedAt === undefined ? undefined : <Instant at={endedAt} relative />),
    },
  ];
}
