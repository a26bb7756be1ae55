import { allowedOperation, type ApiToken, type Output } from '@trueup/api-contract';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { Instant } from '../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useMe } from '../../../session/session-context.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { GrantWords } from '../grant-words.tsx';
import { tokenExample } from './examples.ts';
import { SecretOnce } from './secret-once.tsx';
import { StandingCell } from './standing-cell.tsx';
import { TokenDialog } from './token-dialog.tsx';

/** API tokens: one's own, and to an admin those of all. */
export function TokensTable() {
  const t = useWords();
  const [made, setMade] = useState<Output<'createToken'>>();
  const [isMaking, setIsMaking] = useState(false);
  const [revoked, setRevoked] = useState<ApiToken>();
  const query = useAsked('listTokens', {});
  return (
    <SpaceBetween size="m">
      {made === undefined ? undefined : (
        <SecretOnce
          title={t('settings.token.made', { name: made.name })}
          values={[{ label: t('settings.token.secret'), value: made.secret }]}
          example={tokenExample(location.origin)}
          onClose={() => setMade(undefined)}
        />
      )}
      <ListTable<ApiToken>
        name="tokens"
        title={t('settings.tokens')}
        description={t('settings.tokens.text')}
        query={query}
        items={query.data?.items ?? []}
        trackBy={({ id }) => id}
        columns={useTokenColumns(setRevoked)}
        wrapLines
        empty={t('settings.tokens.none')}
        actions={
          <OperationButton operation="createToken" variant="primary" onClick={() => setIsMaking(true)}>
            {t('settings.token.create')}
          </OperationButton>
        }
      />
      {isMaking ? (
        <TokenDialog
          onMade={(token) => {
            setMade(token);
            setIsMaking(false);
          }}
          onClose={() => setIsMaking(false)}
        />
      ) : undefined}
      {revoked === undefined ? undefined : <RevokeDialog token={revoked} onClose={() => setRevoked(undefined)} />}
    </SpaceBetween>
  );
}

function useTokenColumns(revoke: (token: ApiToken) => void): readonly ListColumn<ApiToken>[] {
  const t = useWords();
  const nameOf = useUserNames();
  return [
    { id: 'name', header: t('session.name'), isRowHeader: true, width: 180, cell: ({ name }) => name },
    { id: 'user', header: t('settings.token.user'), width: 130, cell: ({ userId }) => nameOf(userId) },
    { id: 'state', header: t('settings.user.state'), width: 130, cell: (token) => <StandingCell of={token} /> },
    { id: 'expires', header: t('settings.token.expires'), width: 200, cell: (one) => <Instant at={one.expiresAt} /> },
    {
      id: 'used',
      header: t('settings.token.used'),
      width: 140,
      cell: ({ lastUsedAt }) =>
        lastUsedAt === undefined ? t('settings.token.neverUsed') : <Instant at={lastUsedAt} relative />,
    },
    {
      id: 'actions',
      header: t('common.actions'),
      width: 120,
      cell: (token) =>
        token.revokedAt === undefined ? (
          <OperationButton
            operation="revokeToken"
            variant="inline-link"
            ariaLabel={t('settings.of', { what: t('settings.token.revoke'), of: token.name })}
            onClick={() => revoke(token)}
          >
            {t('settings.token.revoke')}
          </OperationButton>
        ) : undefined,
    },
    {
      id: 'roles',
      header: t('settings.roles'),
      width: 220,
      cell: ({ grants }) => (grants === undefined ? t('settings.token.allRoles') : <GrantWords grants={grants} />),
    },
    {
      id: 'created',
      header: t('settings.token.created'),
      width: 200,
      shown: false,
      cell: ({ createdAt }) => <Instant at={createdAt} />,
    },
  ];
}

/** Names of users by their ids, as far as one may see them; of all others it is one's own token. */
function useUserNames(): (userId: string) => string {
  const me = useMe();
  const seesUsers = allowedOperation(me, 'listUsers').kind === 'allowed';
  const { data } = useAsked('listUsers', {}, { enabled: seesUsers });
  return (userId) => data?.items.find(({ id }) => id === userId)?.name ?? (seesUsers ? userId : me.name);
}

function RevokeDialog({ token, onClose }: { readonly token: ApiToken; readonly onClose: () => void }) {
  const t = useWords();
  const { done } = useNotices();
  const revoke = useAct('revokeToken', ({ name }) => {
    done(t('settings.token.revoked.done', { name }));
    onClose();
  });
  return (
    <ReasonDialog
      title={t('settings.token.revoke.title', { name: token.name })}
      confirm={t('settings.token.revoke')}
      reason="none"
      isPending={revoke.isPending}
      problem={revoke.error}
      onConfirm={() => revoke.mutate({ id: token.id })}
      onDismiss={onClose}
    >
      {t('settings.token.revoke.text')}
    </ReasonDialog>
  );
}
