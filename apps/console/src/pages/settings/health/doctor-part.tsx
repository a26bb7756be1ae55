import type { DoctorCheck, Output } from '@trueup/api-contract';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import { useAsked } from '../../../api/use-asked.ts';
import { Instant } from '../../../components/instant.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Status } from '../../../components/status.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { checkName } from './check-name.ts';

/** What is wrong comes first. */
const ORDER: Readonly<Record<DoctorCheck['status'], number>> = { failed: 0, warning: 1, ok: 2 };

/** Whether store, policy, credentials and member roles are in order. */
export function DoctorPart() {
  const query = useAsked('doctor', {});
  return (
    <Loaded query={query}>
      {(report) => (
        <Checks
          report={report}
          at={new Date(query.dataUpdatedAt).toISOString()}
          isFetching={query.isFetching}
          onAgain={() => void query.refetch()}
        />
      )}
    </Loaded>
  );
}

interface ChecksProps {
  readonly report: Output<'doctor'>;
  readonly at: string;
  readonly isFetching: boolean;
  readonly onAgain: () => void;
}

function Checks({ report: { checks }, at, isFetching, onAgain }: ChecksProps) {
  const t = useWords();
  const faults = checks.filter(({ status }) => status !== 'ok').length;
  return (
    <Table<DoctorCheck>
      wrapLines
      ariaLabels={{ tableLabel: t('settings.health.checks') }}
      header={
        <Header
          variant="h2"
          description={
            <>
              {t('settings.health.faults', { count: faults, all: checks.length })} <Instant at={at} relative />
            </>
          }
          actions={
            <Button iconName="refresh" loading={isFetching} onClick={onAgain}>
              {t('settings.health.again')}
            </Button>
          }
        >
          {t('settings.health.checks')}
        </Header>
      }
      items={checks.toSorted((one, other) => ORDER[one.status] - ORDER[other.status])}
      trackBy={({ name }) => name}
      columnDefinitions={[
        {
          id: 'status',
          header: t('settings.health.status'),
          minWidth: 110,
          cell: ({ status }) => <Status of="doctor" value={status} />,
        },
        {
          id: 'name',
          header: t('settings.health.what'),
          isRowHeader: true,
          minWidth: 180,
          cell: ({ name }) => <What name={name} />,
        },
        {
          id: 'detail',
          header: t('settings.health.detail'),
          minWidth: 240,
          cell: ({ detail }) => <span style={{ overflowWrap: 'anywhere' }}>{detail}</span>,
        },
      ]}
    />
  );
}

function What({ name }: { readonly name: string }) {
  const t = useWords();
  const wordOf = useWordOf();
  const what = checkName(name);
  switch (what.kind) {
    case 'account':
      return (
        <Link href={pathTo('account', { accountId: what.id })}>
          {t('settings.namedAccount', { name: what.name, id: what.id })}
        </Link>
      );
    case 'runtime':
      return <>{t('settings.health.runtime', { family: what.family })}</>;
    case 'other':
      return <>{wordOf('settings.check', what.name)}</>;
  }
}
