import type { User } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { Instant } from '../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { GrantWords } from '../grant-words.tsx';
import { DisableDialog } from './disable-dialog.tsx';
import { UserDialog } from './user-dialog.tsx';

/** What stands over the table. */
type Open = { readonly kind: 'new' } | { readonly kind: 'change' | 'turn'; readonly user: User } | undefined;

export function UsersTable() {
  const t = useWords();
  const { number } = useFormats();
  const [{ q = '' }, setSearch] = useSearchState();
  const [open, setOpen] = useState<Open>();
  const query = useAsked('listUsers', {});
  const all = query.data?.items ?? [];
  const wanted = q.normalize('NFKC').toLowerCase();
  const found = all.filter(({ name, email = '' }) => `${name} ${email}`.toLowerCase().includes(wanted));
  const close = (): void => setOpen(undefined);
  return (
    <>
      <ListTable<User>
        name="users"
        title={t('settings.users')}
        counter={query.data === undefined ? '' : `(${number(found.length)})`}
        query={query}
        items={found}
        trackBy={({ id }) => id}
        columns={useUserColumns(setOpen)}
        wrapLines
        empty={t('settings.users.none')}
        filter={
          <TextFilter
            filteringText={q}
            filteringPlaceholder={t('settings.users.find')}
            filteringAriaLabel={t('settings.users.find')}
            onChange={({ detail }) => setSearch({ q: detail.filteringText === '' ? undefined : detail.filteringText })}
          />
        }
        actions={
          <OperationButton operation="createUser" variant="primary" onClick={() => setOpen({ kind: 'new' })}>
            {t('settings.user.create')}
          </OperationButton>
        }
      />
      {open?.kind === 'new' ? <UserDialog onClose={close} /> : undefined}
      {open?.kind === 'change' ? <UserDialog user={open.user} onClose={close} /> : undefined}
      {open?.kind === 'turn' ? <DisableDialog user={open.user} onClose={close} /> : undefined}
    </>
  );
}

function useUserColumns(open: (what: Open) => void): readonly ListColumn<User>[] {
  const t = useWords();
  return [
    { id: 'name', header: t('session.name'), isRowHeader: true, width: 140, cell: ({ name }) => name },
    {
      id: 'roles',
      header: t('settings.roles'),
      width: 260,
      cell: ({ grants }) => <GrantWords grants={grants} />,
    },
    { id: 'way', header: t('settings.way'), width: 190, cell: (user) => <Ways user={user} /> },
    {
      id: 'state',
      header: t('settings.user.state'),
      width: 180,
      cell: ({ disabledAt }) =>
        disabledAt === undefined ? (
          <StatusIndicator type="success">{t('settings.user.active')}</StatusIndicator>
        ) : (
          <StatusIndicator type="stopped">
            {t('settings.user.disabled')} <Instant at={disabledAt} relative />
          </StatusIndicator>
        ),
    },
    { id: 'actions', header: t('common.actions'), width: 180, cell: (user) => <Actions user={user} open={open} /> },
    { id: 'email', header: t('settings.user.email'), width: 200, cell: ({ email }) => email ?? '–' },
    {
      id: 'created',
      header: t('settings.user.since'),
      width: 200,
      shown: false,
      cell: ({ createdAt }) => <Instant at={createdAt} />,
    },
  ];
}

function Actions({ user, open }: { readonly user: User; readonly open: (what: Open) => void }) {
  const t = useWords();
  const isOff = user.disabledAt !== undefined;
  const turn = t(isOff ? 'settings.user.enable' : 'settings.user.disable');
  return (
    <SpaceBetween direction="horizontal" size="s">
      <OperationButton
        operation="changeUser"
        variant="inline-link"
        ariaLabel={t('settings.of', { what: t('common.edit'), of: user.name })}
        onClick={() => open({ kind: 'change', user })}
      >
        {t('common.edit')}
      </OperationButton>
      <OperationButton
        operation={isOff ? 'enableUser' : 'disableUser'}
        variant="inline-link"
        ariaLabel={t('settings.of', { what: turn, of: user.name })}
        onClick={() => open({ kind: 'turn', user })}
      >
        {turn}
      </OperationButton>
    </SpaceBetween>
  );
}

function Ways({ user: { hasPassword, oidc, email, slackUserId } }: { readonly user: User }) {
  const t = useWords();
  const ways = [
    ...(hasPassword ? [t('session.password')] : []),
    ...(oidc === undefined ? [] : ['OpenID Connect']),
    ...(slackUserId === undefined ? [] : ['Slack']),
  ];
  if (ways.length > 0) return <>{ways.join(', ')}</>;
  return <Box color="text-status-warning">{t(email === undefined ? 'settings.way.none' : 'settings.way.byEmail')}</Box>;
}
