import type { Output } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { Instant } from '../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { Status } from '../../../components/status.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';

type Replay = Output<'listReplays'>['items'][number];

/** What was sent once more out of an archive. */
export function ReplayList() {
  const t = useWords();
  const query = useAsked('listReplays', {});
  return (
    <ListTable<Replay>
      name="event-replays"
      title={t('deliveries.replays')}
      columns={useReplayColumns()}
      items={query.data?.items ?? []}
      trackBy={({ arn }) => arn}
      query={query}
      empty={t('deliveries.replays.none')}
    />
  );
}

function useReplayColumns(): readonly ListColumn<Replay>[] {
  const t = useWords();
  const { instant } = useFormats();
  return [
    { id: 'name', header: t('events.name'), width: 200, isRowHeader: true, cell: ({ name }) => name },
    {
      id: 'state',
      header: t('deliveries.status'),
      width: 140,
      cell: ({ state }) => <Status of="replay" value={state} />,
    },
    {
      id: 'archive',
      header: t('deliveries.replays.archive'),
      width: 180,
      cell: ({ archive }) => archive.split('/').at(-1),
    },
    {
      id: 'time',
      header: t('deliveries.replays.time'),
      minWidth: 300,
      cell: ({ from, to }) => t('deliveries.replays.span', { from: instant(from), to: instant(to) }),
    },
    { id: 'failure', header: t('deliveries.problem'), width: 200, cell: ({ failure }) => failure },
    {
      id: 'started',
      header: t('deliveries.replays.started'),
      width: 160,
      cell: ({ startedAt }) => <Instant at={startedAt} relative />,
    },
  ];
}
