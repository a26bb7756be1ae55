import type { AccountSummary, ScanGap } from '@trueup/api-contract';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useAsked } from '../../../api/use-asked.ts';
import { Instant } from '../../../components/instant.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { gapsOf } from '../account-tree.ts';

type Coverage = NonNullable<AccountSummary['coverage']>;

/** What the last finished scan looked at in an account, and what it could not read there. */
export function AccountCoverage({ account }: { readonly account: AccountSummary }) {
  const t = useWords();
  const { coverage } = account;
  return (
    <Container
      header={
        <Header variant="h2" description={t('accounts.coverage.text')}>
          {t('accounts.coverage')}
        </Header>
      }
    >
      {coverage === undefined ? (
        <Box>{t('accounts.coverage.never')}</Box>
      ) : (
        <SpaceBetween size="l">
          <CoverageFigures coverage={coverage} gaps={gapsOf(account) ?? 0} />
          {coverage.gaps.length === 0 ? undefined : (
            <>
              <ReasonTable gaps={coverage.gaps} />
              <GapList accountId={account.id} coverage={coverage} />
            </>
          )}
        </SpaceBetween>
      )}
    </Container>
  );
}

function CoverageFigures({ coverage, gaps }: { readonly coverage: Coverage; readonly gaps: number }) {
  const t = useWords();
  const { number } = useFormats();
  const { finishedAt, resources, controls, regions } = coverage;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        { label: t('accounts.coverage.scan'), value: finishedAt === undefined ? '–' : <Instant at={finishedAt} /> },
        {
          label: t('accounts.coverage.read'),
          value: resources === undefined ? t('accounts.coverage.together') : number(resources),
        },
        { label: t('accounts.coverage.controls'), value: number(controls) },
        { label: t('accounts.regions'), value: number(regions) },
        {
          label: t('accounts.coverage.unread'),
          value:
            gaps === 0 ? (
              <StatusIndicator type="success">{t('accounts.coverage.whole')}</StatusIndicator>
            ) : (
              <StatusIndicator type="warning">{number(gaps)}</StatusIndicator>
            ),
        },
      ]}
    />
  );
}

function ReasonTable({ gaps }: Pick<Coverage, 'gaps'>) {
  const t = useWords();
  const { number } = useFormats();
  const wordOf = useWordOf();
  return (
    <Table
      variant="embedded"
      contentDensity="compact"
      wrapLines
      ariaLabels={{ tableLabel: t('accounts.coverage.byReason') }}
      header={<Header variant="h3">{t('accounts.coverage.byReason')}</Header>}
      items={[...gaps]}
      trackBy={({ reason }) => reason}
      columnDefinitions={[
        {
          id: 'reason',
          header: t('accounts.coverage.reason'),
          isRowHeader: true,
          cell: ({ reason }) => wordOf('unread', reason),
        },
        { id: 'count', header: t('accounts.coverage.number'), cell: ({ count }) => number(count) },
        {
          id: 'meaning',
          header: t('accounts.coverage.meaning'),
          minWidth: 260,
          cell: ({ reason }) => wordOf('unreadAdvice', reason),
        },
      ]}
    />
  );
}

function GapList({ accountId, coverage }: { readonly accountId: string; readonly coverage: Coverage }) {
  const t = useWords();
  const scan = useAsked('getScan', { id: coverage.scanId });
  return (
    <Loaded query={scan}>
      {({ gaps }) => (
        <SpaceBetween size="s">
          <GapTable gaps={gaps.filter((gap) => gap.accountId === accountId)} />
          {coverage.gapsComplete ? undefined : <Alert type="info">{t('accounts.coverage.more')}</Alert>}
        </SpaceBetween>
      )}
    </Loaded>
  );
}

function GapTable({ gaps }: { readonly gaps: readonly ScanGap[] }) {
  const t = useWords();
  const wordOf = useWordOf();
  return (
    <Table<ScanGap>
      variant="embedded"
      contentDensity="compact"
      wrapLines
      ariaLabels={{ tableLabel: t('accounts.gap.list') }}
      header={<Header variant="h3">{t('accounts.gap.list')}</Header>}
      items={[...gaps]}
      columnDefinitions={[
        { id: 'region', header: t('accounts.gap.region'), minWidth: 110, cell: ({ region }) => region },
        { id: 'type', header: t('accounts.gap.type'), minWidth: 160, cell: ({ resourceType }) => resourceType },
        {
          id: 'what',
          header: t('accounts.gap.what'),
          isRowHeader: true,
          minWidth: 180,
          cell: ({ arn, part }) => (
            <span style={{ overflowWrap: 'anywhere' }}>
              {[arn ?? t('accounts.gap.wholeList'), part].filter(Boolean).join(' – ')}
            </span>
          ),
        },
        {
          id: 'reason',
          header: t('accounts.coverage.reason'),
          minWidth: 130,
          cell: ({ reason }) => wordOf('unread', reason),
        },
        {
          id: 'detail',
          header: t('accounts.gap.detail'),
          minWidth: 220,
          cell: ({ detail }) => <span style={{ overflowWrap: 'anywhere' }}>{detail}</span>,
        },
      ]}
    />
  );
}
