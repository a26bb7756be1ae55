import { allowedOperation, type AccessKey, type Output } from '@trueup/api-contract';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton, useWhyNot } from '../../../components/action-button.tsx';
import { CopyBlock } from '../../../components/copy-block.tsx';
import { Instant } from '../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useMe } from '../../../session/session-context.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { keyExample } from './examples.ts';
import { KeyDialog } from './key-dialog.tsx';
import { SecretOnce } from './secret-once.tsx';
import { StandingCell } from './standing-cell.tsx';

/** Access keys for AWS's own tools. Whoever may not have one is told whose roles may. */
export function KeysTable() {
  const t = useWords();
  const allowance = allowedOperation(useMe(), 'listAccessKeys');
  const why = useWhyNot()(allowance);
  if (why === undefined) return <OwnKeys />;
  return (
    <Container header={<Header variant="h2">{t('settings.keys')}</Header>}>
      <Alert type="info">{why}</Alert>
    </Container>
  );
}

function OwnKeys() {
  const t = useWords();
  const [made, setMade] = useState<Output<'createAccessKey'>>();
  const [isMaking, setIsMaking] = useState(false);
  const [ended, setEnded] = useState<AccessKey>();
  const query = useAsked('listAccessKeys', {});
  return (
    <SpaceBetween size="m">
      {made === undefined ? undefined : (
        <SecretOnce
          title={t('settings.key.made')}
          values={[
            { label: t('settings.key.id'), value: made.accessKeyId },
            { label: t('settings.key.secret'), value: made.secretAccessKey },
          ]}
          example={keyExample(made.accessKeyId, location.hostname)}
          onClose={() => setMade(undefined)}
        />
      )}
      <ListTable<AccessKey>
        name="access-keys"
        title={t('settings.keys')}
        description={t('settings.keys.text')}
        query={query}
        items={query.data?.items ?? []}
        trackBy={({ accessKeyId }) => accessKeyId}
        columns={useKeyColumns(setEnded)}
        wrapLines
        empty={t('settings.keys.none')}
        footer={<HowTo />}
        actions={
          <OperationButton operation="createAccessKey" onClick={() => setIsMaking(true)}>
            {t('settings.key.create')}
          </OperationButton>
        }
      />
      {isMaking ? (
        <KeyDialog
          onMade={(key) => {
            setMade(key);
            setIsMaking(false);
          }}
          onClose={() => setIsMaking(false)}
        />
      ) : undefined}
      {ended === undefined ? undefined : <EndDialog ended={ended} onClose={() => setEnded(undefined)} />}
    </SpaceBetween>
  );
}

function HowTo() {
  const t = useWords();
  return (
    <SpaceBetween size="xs">
      <Box color="text-body-secondary">{t('settings.keys.port')}</Box>
      <CopyBlock label={t('settings.secret.example')} text={keyExample('…', location.hostname)} />
    </SpaceBetween>
  );
}

function useKeyColumns(end: (key: AccessKey) => void): readonly ListColumn<AccessKey>[] {
  const t = useWords();
  return [
    {
      id: 'id',
      header: t('settings.key.id'),
      isRowHeader: true,
      width: 230,
      cell: ({ accessKeyId }) => <Box variant="code">{accessKeyId}</Box>,
    },
    { id: 'name', header: t('settings.key.as'), width: 130, cell: ({ name }) => name },
    { id: 'account', header: t('settings.key.account'), width: 150, cell: ({ accountId }) => accountId },
    { id: 'state', header: t('settings.user.state'), width: 130, cell: (key) => <StandingCell of={key} /> },
    {
      id: 'expires',
      header: t('settings.token.expires'),
      width: 200,
      cell: ({ expiresAt }) => (expiresAt === undefined ? t('settings.key.noEnd') : <Instant at={expiresAt} />),
    },
    {
      id: 'actions',
      header: t('common.actions'),
      width: 120,
      cell: (key) => (
        <OperationButton
          operation="deleteAccessKey"
          variant="inline-link"
          ariaLabel={t('settings.of', { what: t('common.delete'), of: key.accessKeyId })}
          onClick={() => end(key)}
        >
          {t('common.delete')}
        </OperationButton>
      ),
    },
  ];
}

function EndDialog({ ended, onClose }: { readonly ended: AccessKey; readonly onClose: () => void }) {
  const t = useWords();
  const { done } = useNotices();
  const { accessKeyId } = ended;
  const end = useAct('deleteAccessKey', () => {
    done(t('settings.key.deleted', { id: accessKeyId }));
    onClose();
  });
  return (
    <ReasonDialog
      title={t('settings.key.delete.title', { id: accessKeyId })}
      confirm={t('common.delete')}
      reason="none"
      isPending={end.isPending}
      problem={end.error}
      onConfirm={() => end.mutate({ accessKeyId })}
      onDismiss={onClose}
    >
      {t('settings.key.delete.text')}
    </ReasonDialog>
  );
}
