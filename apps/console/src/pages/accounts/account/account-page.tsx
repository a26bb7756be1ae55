import type { AccountSummary } from '@trueup/api-contract';
import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useParam } from '../../../components/use-param.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { MemberRolePart } from '../member-role-part.tsx';
import { ScanButton } from '../scan-button.tsx';
import { ScanProgress } from '../scan-progress.tsx';
import { AccountCoverage } from './account-coverage.tsx';
import { AccountScans } from './account-scans.tsx';
import { AccountScores } from './account-scores.tsx';
import { AccountStanding } from './account-standing.tsx';

export function AccountPage() {
  const t = useWords();
  const { accountId } = useParam('account');
  const query = useAsked('listAccounts', { accounts: [accountId] });
  const account = query.data?.items.find(({ id }) => id === accountId);
  return (
    <Page
      title={account?.name ?? accountId}
      above={[{ text: t('nav.accounts'), href: pathTo('accounts') }]}
      actions={account === undefined ? undefined : <ScanButton accounts={[accountId]} isPrimary />}
    >
      <Loaded query={query}>
        {() => (account === undefined ? <NotNamed id={accountId} /> : <AccountParts account={account} />)}
      </Loaded>
    </Page>
  );
}

function NotNamed({ id }: { readonly id: string }) {
  const t = useWords();
  return (
    <Alert type="info">
      {t('accounts.missing', { id })} <Link href={pathTo('accounts')}>{t('nav.accounts')}</Link>
    </Alert>
  );
}

function AccountParts({ account }: { readonly account: AccountSummary }) {
  const t = useWords();
  const [{ tab = 'coverage' }, setSearch] = useSearchState();
  return (
    <SpaceBetween size="l">
      {account.lastScan?.status === 'running' ? <ScanProgress id={account.lastScan.id} /> : undefined}
      <AccountStanding account={account} />
      <Tabs
        activeTabId={tab}
        ariaLabel={account.name}
        onChange={({ detail }) => setSearch({ tab: detail.activeTabId })}
        tabs={[
          { id: 'coverage', label: t('accounts.coverage'), content: <AccountCoverage account={account} /> },
          { id: 'scores', label: t('accounts.scores'), content: <AccountScores accountId={account.id} /> },
          { id: 'scans', label: t('accounts.scans'), content: <AccountScans accountId={account.id} /> },
          {
            id: 'role',
            label: t('accounts.template'),
            content: (
              <Container header={<Header variant="h2">{t('accounts.template')}</Header>}>
                <MemberRolePart role={account.role} />
              </Container>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
