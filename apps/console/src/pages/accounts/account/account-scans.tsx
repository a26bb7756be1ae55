import type { Scan } from '@trueup/api-contract';
import { usePaged } from '../../../api/use-paged.ts';
import { Elapsed } from '../../../components/elapsed.tsx';
import { Instant } from '../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { Status } from '../../../components/status.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';

const A_PAGE = 50;

/** Scans that were about this account, newest first. */
export function AccountScans({ accountId }: { readonly accountId: string }) {
  const t = useWords();
  const paged = usePaged('listScans', { limit: A_PAGE });
  return (
    <ListTable<Scan>
      name="account-scans"
      title={t('accounts.scans')}
      query={paged.query}
      items={paged.items.filter(({ accounts }) => accounts.includes(accountId))}
      trackBy={({ id }) => id}
      paging={paged}
      columns={useScanColumns()}
      wrapLines
      empty={t('accounts.scans.none')}
    />
  );
}

function useScanColumns(): readonly ListColumn<Scan>[] {
  const t = useWords();
  const { number } = useFormats();
  return [
    {
      id: 'begun',
      header: t('accounts.scans.begun'),
      isRowHeader: true,
      width: 220,
      cell: ({ startedAt }) => <Instant at={startedAt} />,
    },
    {
      id: 'status',
      header: t('accounts.scans.status'),
      width: 160,
      cell: ({ status, failure }) => (
        <>
          <Status of="scan" value={status} /> {failure}
        </>
      ),
    },
    {
      id: 'took',
      header: t('accounts.scans.took'),
      width: 130,
      cell: ({ startedAt, finishedAt }) => <Elapsed from={startedAt} to={finishedAt} />,
    },
    {
      id: 'accounts',
      header: t('accounts.scans.accounts'),
      width: 120,
      cell: ({ accounts }) => number(accounts.length),
    },
    {
      id: 'resources',
      header: t('accounts.scans.resources'),
      width: 120,
      cell: ({ counts }) => number(counts.resources),
    },
    { id: 'faults', header: t('accounts.scans.faults'), width: 100, cell: ({ counts }) => number(counts.nonCompliant) },
    {
      id: 'change',
      header: t('accounts.scans.change'),
      width: 190,
      cell: ({ counts }) => [counts.opened, counts.reopened, counts.resolved].map(number).join(' / '),
    },
    { id: 'gaps', header: t('accounts.scans.gaps'), width: 140, cell: ({ gapsTotal }) => number(gapsTotal) },
  ];
}
