import type { ScoreSnapshot } from '@trueup/api-contract';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Container from '@cloudscape-design/components/container';
import Table from '@cloudscape-design/components/table';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { openFindingsWith } from '../../../finding-view/finding-view.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { ScoreBar } from '../../overview/score-bar.tsx';

/** The score of an account by each standard that is on there, and by all of them together. */
export function AccountScores({ accountId }: { readonly accountId: string }) {
  const t = useWords();
  const scores = useAsked('getScores', { accountId, region: '*' });
  return (
    <Container
      header={
        <Header variant="h2" description={t('accounts.scores.text')}>
          {t('accounts.scores')}
        </Header>
      }
    >
      <Loaded query={scores}>{({ items }) => <ScoreTable items={items} accountId={accountId} />}</Loaded>
    </Container>
  );
}

function ScoreTable({ items, accountId }: { readonly items: readonly ScoreSnapshot[]; readonly accountId: string }) {
  const t = useWords();
  const { number } = useFormats();
  const standards = useAsked('listStandards', { accountId });
  const nameOf = ({ standard }: ScoreSnapshot): string =>
    standard === '*'
      ? t('accounts.scores.all')
      : (standards.data?.items.find(({ id }) => id === standard)?.title ?? standard);
  const failed = pathTo('findings', {}, openFindingsWith({ AwsAccountId: [accountId], ComplianceStatus: ['FAILED'] }));
  return (
    <Table<ScoreSnapshot>
      variant="embedded"
      contentDensity="compact"
      ariaLabels={{ tableLabel: t('accounts.scores') }}
      empty={t('accounts.scores.none')}
      items={[...items]}
      trackBy={({ standard }) => standard}
      columnDefinitions={[
        { id: 'standard', header: t('accounts.scores.standard'), isRowHeader: true, minWidth: 200, cell: nameOf },
        {
          id: 'score',
          header: t('accounts.score'),
          minWidth: 160,
          cell: (item) => <ScoreBar score={item.score} of={nameOf(item)} />,
        },
        {
          id: 'failed',
          header: t('accounts.scores.failed'),
          cell: (item) => (item.failed === 0 ? number(0) : <Link href={failed}>{number(item.failed)}</Link>),
        },
        { id: 'passed', header: t('accounts.scores.passed'), cell: ({ passed }) => number(passed) },
        {
          id: 'noData',
          header: t('accounts.scores.noData'),
          cell: ({ unknown, noData }) => number(unknown + noData),
        },
      ]}
    />
  );
}
