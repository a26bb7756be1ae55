import Tabs from '@cloudscape-design/components/tabs';
import { allowedOperation } from '@trueup/api-contract';
import { Page } from '../../../components/page.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { useMe } from '../../../session/session-context.ts';
import { LogInPart } from './log-in-part.tsx';
import { RolesPart } from './roles-part.tsx';
import { UsersTable } from './users-table.tsx';

export function UsersPage() {
  const t = useWords();
  const me = useMe();
  const seesUsers = allowedOperation(me, 'listUsers').kind === 'allowed';
  const [{ tab = seesUsers ? 'users' : 'roles' }, setSearch] = useSearchState();
  return (
    <Page title={t('nav.users')} description={t('settings.users.text')}>
      <Tabs
        activeTabId={tab}
        ariaLabel={t('nav.users')}
        onChange={({ detail }) => setSearch({ tab: detail.activeTabId })}
        tabs={[
          { id: 'users', label: t('settings.users'), content: <UsersTable /> },
          { id: 'roles', label: t('settings.roles'), content: <RolesPart /> },
          { id: 'log-in', label: t('settings.logIn'), content: <LogInPart /> },
        ]}
      />
    </Page>
  );
}
