import type { AccountSummary } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { UseQueryResult } from '@tanstack/react-query';
import { Instant } from '../../components/instant.tsx';
import { Severity } from '../../components/severity.tsx';
import { Status } from '../../components/status.tsx';
import { openFindingsWith } from '../../finding-view/finding-view.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { Part } from './part.tsx';
import { ScoreBar } from './score-bar.tsx';

type Answer = { readonly items: readonly AccountSummary[] };
/** A page of this length is read at a glance; the rest is on the page of accounts. */
const MOST = 10;

/** The accounts with most open findings. */
export function AccountsPart({ query }: { readonly query: UseQueryResult<Answer> }) {
  const t = useWords();
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          description={t('overview.accounts.text')}
          actions={<Link href={pathTo('accounts')}>{t('overview.accounts.every')}</Link>}
        >
          {t('overview.accounts')}
        </Header>
      }
    >
      <Part query={query}>{({ items }) => <AccountTable items={items} />}</Part>
    </Container>
  );
}

const openOf = ({ openFindings }: AccountSummary): number => openFindings.reduce((sum, { count }) => sum + count, 0);

function AccountTable({ items }: Answer) {
  const t = useWords();
  const shown = items.toSorted((one, other) => openOf(other) - openOf(one)).slice(0, MOST);
  return (
    <Table<AccountSummary>
      variant="embedded"
      contentDensity="compact"
      ariaLabels={{ tableLabel: t('overview.accounts') }}
      empty={<Link href={pathTo('start')}>{t('overview.accounts.none')}</Link>}
      items={shown}
      trackBy={({ id }) => id}
      columnDefinitions={[
        {
          id: 'account',
          header: t('overview.account'),
          isRowHeader: true,
          minWidth: 150,
          cell: ({ id, name }) => (
            <>
              <Link href={pathTo('account', { accountId: id })}>{name}</Link>
              <Box variant="small" display="block">
                {id}
              </Box>
            </>
          ),
        },
        {
          id: 'score',
          header: t('overview.score'),
          minWidth: 150,
          cell: ({ score, name }) => <ScoreBar score={score} of={name} />,
        },
        { id: 'open', header: t('overview.open'), minWidth: 160, cell: (account) => <OpenOf account={account} /> },
        {
          id: 'scan',
          header: t('overview.lastScan'),
          minWidth: 150,
          cell: (account) => <LastScan account={account} />,
        },
      ]}
    />
  );
}

function OpenOf({ account: { id, openFindings } }: { readonly account: AccountSummary }) {
  const { number } = useFormats();
  if (openFindings.length === 0) return <>{number(0)}</>;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {openFindings.map(({ severity, count }) => (
        <span key={severity}>
          <Severity value={severity} />{' '}
          <Link href={pathTo('findings', {}, openFindingsWith({ AwsAccountId: [id], SeverityLabel: [severity] }))}>
            {number(count)}
          </Link>
        </span>
      ))}
    </SpaceBetween>
  );
}

/** When it was looked at last, and whether something could not be read then. */
function LastScan({ account: { id, lastScan, coverage } }: { readonly account: AccountSummary }) {
  const t = useWords();
  if (lastScan === undefined) return <>{t('overview.neverScanned')}</>;
  const gaps = coverage?.gaps.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <>
      <Status of="scan" value={lastScan.status} /> <Instant at={lastScan.finishedAt ?? lastScan.startedAt} relative />
      {gaps === 0 ? undefined : (
        <Box variant="small" display="block">
          <Link href={pathTo('account', { accountId: id })}>{t('overview.gaps', { count: gaps })}</Link>
        </Box>
      )}
    </>
  );
}
