import type { ScoreSnapshot } from '@trueup/api-contract';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useAsked } from '../../api/use-asked.ts';
import { openFindingsWith } from '../../finding-view/finding-view.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { Part } from './part.tsx';
import { ScoreBar } from './score-bar.tsx';
import { scoreChange } from './score-change.ts';

const DAY_MS = 86_400_000;

/** The score of each standard that is on, and of all of them together. */
export function StandardsPart({ days }: { readonly days: number }) {
  const t = useWords();
  const scores = useAsked('getScores', { accountId: '*', region: '*' });
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" description={t('overview.standards.text')}>
          {t('overview.standards')}
        </Header>
      }
    >
      <Part query={scores}>{({ items }) => <StandardTable items={items} days={days} />}</Part>
    </Container>
  );
}

function StandardTable({ items, days }: { readonly items: readonly ScoreSnapshot[]; readonly days: number }) {
  const t = useWords();
  const { number } = useFormats();
  const standards = useAsked('listStandards', {});
  // To the day, so that the question is the same one all day long.
  const [today] = useState(() => Math.floor(Date.now() / DAY_MS) * DAY_MS);
  const from = new Date(today - days * DAY_MS).toISOString();
  const history = useAsked('listScoreHistory', { accountId: '*', region: '*', from, limit: 1000 });
  const nameOf = ({ standard }: ScoreSnapshot): string =>
    standard === '*'
      ? t('overview.standards.all')
      : (standards.data?.items.find(({ id }) => id === standard)?.title ?? standard);
  const change = (item: ScoreSnapshot): string => {
    const points = scoreChange(item, history.data?.items ?? []);
    return points === undefined ? '–' : t('overview.standards.points', { points, sign: Math.sign(points) });
  };
  return (
    <Table<ScoreSnapshot>
      variant="embedded"
      contentDensity="compact"
      ariaLabels={{ tableLabel: t('overview.standards') }}
      empty={t('overview.standards.none')}
      items={[...items]}
      trackBy={({ standard }) => standard}
      columnDefinitions={[
        { id: 'standard', header: t('overview.standard'), cell: nameOf, isRowHeader: true, minWidth: 160 },
        {
          id: 'score',
          header: t('overview.score'),
          cell: (item) => <ScoreBar score={item.score} of={nameOf(item)} />,
          minWidth: 160,
        },
        { id: 'change', header: t('overview.standards.change', { days }), cell: change },
        { id: 'failed', header: t('overview.standards.failed'), cell: (item) => <FailedControls item={item} /> },
        { id: 'passed', header: t('overview.standards.passed'), cell: ({ passed }) => number(passed) },
        {
          id: 'unknown',
          header: t('overview.standards.unknown'),
          cell: ({ unknown, noData }) => number(unknown + noData),
        },
      ]}
    />
  );
}

/** More names than this make a link too long to be passed on. */
const MOST_NAMED = 40;

/** How many controls failed; leads to their findings. */
function FailedControls({ item: { standard, failed } }: { readonly item: ScoreSnapshot }) {
  const { number } = useFormats();
  const isOne = standard !== '*';
  const controls = useAsked(
    'listStandardControls',
    { standard: isOne ? standard : 'fsbp/1.0.0' },
    { enabled: isOne && failed > 0 },
  );
  if (failed === 0) return <>{number(0)}</>;
  const ids = (controls.data?.items ?? [])
    .filter(({ status }) => status === 'failed')
    .map(({ controlId }) => controlId);
  const narrowed =
    ids.length > 0 && ids.length <= MOST_NAMED
      ? { ComplianceSecurityControlId: ids }
      : { ComplianceStatus: ['FAILED'] };
  return <Link href={pathTo('findings', {}, openFindingsWith(narrowed))}>{number(failed)}</Link>;
}
