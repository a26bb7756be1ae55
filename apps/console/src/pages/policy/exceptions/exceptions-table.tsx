import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ExceptionStanding } from '@trueup/api-contract';
import { usePaged } from '../../../api/use-paged.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { ScopeWords } from '../../../components/scope-words.tsx';
import { useGo } from '../../../components/use-go.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { Expiry, useCoversWords, useOriginWords } from './exception-words.tsx';

const PAGE = 50;

/** What ends first comes first. */
export function ExceptionsTable() {
  const t = useWords();
  const { query, items, ...paging } = usePaged('listExceptions', { limit: PAGE });
  const columns = useColumns();
  return (
    <ListTable<ExceptionStanding>
      name="exceptions"
      title={t('nav.exceptions')}
      description={t('exceptions.text')}
      variant="full-page"
      columns={columns}
      items={items}
      trackBy={({ exception }) => exception.id}
      query={query}
      paging={paging}
      wrapLines
      actions={<Place />}
      empty={
        <SpaceBetween size="s">
          <Box>{t('exceptions.empty')}</Box>
          <Box>{t('exceptions.empty.text')}</Box>
          <Place />
        </SpaceBetween>
      }
    />
  );
}

function Place() {
  const t = useWords();
  const go = useGo();
  return (
    <OperationButton
      operation="placeException"
      variant="primary"
      onClick={() => go(pathTo('exceptions', {}, { new: '1' }))}
    >
      {t('exceptions.new')}
    </OperationButton>
  );
}

function useColumns(): readonly ListColumn<ExceptionStanding>[] {
  const t = useWords();
  const coversWords = useCoversWords();
  const originWords = useOriginWords();
  const href = (exceptionId: string): string => pathTo('exception', { exceptionId });
  return [
    {
      id: 'id',
      header: t('exceptions.exception'),
      isRowHeader: true,
      width: 180,
      cell: ({ exception }) => (
        <>
          <Link href={href(exception.id)}>{exception.id}</Link>
          <Box variant="small" display="block" color="text-body-secondary">
            {originWords(exception)}
          </Box>
        </>
      ),
    },
    {
      id: 'scope',
      header: t('exceptions.scope'),
      width: 240,
      cell: ({ exception: { scope } }) => <ScopeWords scope={scope} most={2} />,
    },
    {
      id: 'covers',
      header: t('exceptions.covers'),
      width: 120,
      cell: (standing) => (
        <Link
          href={href(standing.exception.id)}
          ariaLabel={t('exceptions.covers.of', { id: standing.exception.id, count: coversWords(standing) })}
        >
          {coversWords(standing)}
        </Link>
      ),
    },
    {
      id: 'expires',
      header: t('exceptions.expires'),
      width: 130,
      cell: ({ exception }) => <Expiry exception={exception} />,
    },
    { id: 'owner', header: t('exceptions.owner'), width: 120, cell: ({ exception: { owner } }) => owner },
    { id: 'approver', header: t('exceptions.approver'), width: 130, cell: ({ exception: { approver } }) => approver },
    {
      id: 'justification',
      header: t('exceptions.justification'),
      width: 240,
      cell: ({ exception: { justification } }) => justification,
    },
  ];
}
