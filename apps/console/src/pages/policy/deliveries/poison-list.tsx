import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PoisonMessage } from '@trueup/api-contract';
import { useState, type ReactNode } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { usePaged } from '../../../api/use-paged.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { Instant } from '../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';

const PAGE_SIZE = 50;
const MOST_SHOWN = 300;

/** Messages of queues that could not be taken in: taken in once more when their cause is mended, or thrown away. */
export function PoisonList() {
  const t = useWords();
  const notices = useNotices();
  const { query, items, ...paging } = usePaged('listPoisonMessages', { limit: PAGE_SIZE });
  const [doomed, setDoomed] = useState<PoisonMessage>();
  const replay = useAct('replayPoisonMessage', ({ taken, reason }) => {
    if (taken) notices.done(t('deliveries.poison.taken'));
    else notices.failed(new Error(reason ?? t('common.unknown')));
  });
  const columns = usePoisonColumns((message) => (
    <SpaceBetween direction="horizontal" size="xs">
      <OperationButton
        operation="replayPoisonMessage"
        variant="inline-link"
        ariaLabel={t('deliveries.poison.replayOne', { id: message.id })}
        onClick={() => replay.mutate({ id: message.id }, { onError: notices.failed })}
      >
        {t('deliveries.poison.replay')}
      </OperationButton>
      <OperationButton
        operation="deletePoisonMessage"
        variant="inline-link"
        ariaLabel={t('deliveries.poison.deleteOne', { id: message.id })}
        onClick={() => setDoomed(message)}
      >
        {t('common.delete')}
      </OperationButton>
    </SpaceBetween>
  ));
  return (
    <>
      <ListTable<PoisonMessage>
        name="poison-messages"
        title={t('deliveries.poison')}
        description={t('deliveries.poison.text')}
        columns={columns}
        items={items}
        trackBy={({ id }) => id}
        query={query}
        paging={paging}
        wrapLines
        empty={t('deliveries.poison.none')}
      />
      {doomed === undefined ? undefined : <DeleteDialog message={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}

function usePoisonColumns(actionsOf: (message: PoisonMessage) => ReactNode): readonly ListColumn<PoisonMessage>[] {
  const t = useWords();
  return [
    {
      id: 'receivedAt',
      header: t('deliveries.poison.receivedAt'),
      width: 160,
      isRowHeader: true,
      cell: ({ receivedAt }) => <Instant at={receivedAt} relative />,
    },
    { id: 'origin', header: t('deliveries.poison.origin'), width: 220, cell: ({ origin }) => origin },
    { id: 'reason', header: t('common.reason'), minWidth: 220, cell: ({ reason }) => reason },
    {
      id: 'body',
      header: t('deliveries.poison.body'),
      minWidth: 260,
      cell: ({ body }) => (
        <Box variant="code">
          <span style={{ overflowWrap: 'anywhere' }}>{body.slice(0, MOST_SHOWN)}</span>
        </Box>
      ),
    },
    { id: 'actions', header: t('common.actions'), width: 200, cell: actionsOf },
  ];
}

function DeleteDialog({ message, onClose }: { readonly message: PoisonMessage; readonly onClose: () => void }) {
  const t = useWords();
  const notices = useNotices();
  const remove = useAct('deletePoisonMessage', () => {
    notices.done(t('deliveries.poison.deleted'));
    onClose();
  });
  return (
    <ReasonDialog
      title={t('deliveries.poison.deleteOne', { id: message.id })}
      confirm={t('common.delete')}
      reason="none"
      isPending={remove.isPending}
      problem={remove.error}
      onConfirm={() => remove.mutate({ id: message.id })}
      onDismiss={onClose}
    >
      {t('deliveries.poison.delete.text')}
    </ReasonDialog>
  );
}
