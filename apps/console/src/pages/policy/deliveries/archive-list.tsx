import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { Instant } from '../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { patternWords } from '../event-rules/trigger-words.tsx';

type Holding = Output<'listArchives'>['items'][number];

/** What is kept of events, so that it can be sent once more. */
export function ArchiveList() {
  const t = useWords();
  const query = useAsked('listArchives', {});
  return (
    <ListTable<Holding>
      name="event-archives"
      title={t('deliveries.archives')}
      description={t('deliveries.archives.text')}
      columns={useArchiveColumns()}
      items={query.data?.items ?? []}
      trackBy={({ archive }) => archive.arn}
      query={query}
      empty={
        <SpaceBetween size="xs">
          <b>{t('deliveries.archives.none')}</b>
          <span>{t('deliveries.archives.none.text')}</span>
          <Box variant="code">POST /api/v1/event-archives</Box>
        </SpaceBetween>
      }
    />
  );
}

function useArchiveColumns(): readonly ListColumn<Holding>[] {
  const t = useWords();
  const { number } = useFormats();
  return [
    { id: 'name', header: t('events.name'), width: 200, isRowHeader: true, cell: ({ archive }) => archive.name },
    {
      id: 'pattern',
      header: t('events.pattern'),
      minWidth: 220,
      cell: ({ archive: { pattern } }) => (pattern === undefined ? t('events.when.any') : patternWords(t, pattern)),
    },
    { id: 'events', header: t('deliveries.archives.events'), width: 130, cell: ({ events }) => number(events) },
    {
      id: 'size',
      header: t('deliveries.archives.size'),
      width: 130,
      cell: ({ bytes }) => t('deliveries.kilobytes', { size: Math.ceil(bytes / 1024) }),
    },
    {
      id: 'kept',
      header: t('deliveries.archives.kept'),
      width: 150,
      cell: ({ archive: { retentionDays } }) => t('deliveries.archives.days', { days: retentionDays }),
    },
    {
      id: 'since',
      header: t('deliveries.archives.since'),
      width: 200,
      cell: ({ archive }) => <Instant at={archive.createdAt} relative />,
    },
  ];
}
