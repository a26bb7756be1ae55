import type { AccountSummary } from '@trueup/api-contract';
import Container from '@cloudscape-design/components/container';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { CopyText } from '../../../components/copy-text.tsx';
import { useWords } from '../../../i18n/words.ts';
import { ScoreBar } from '../../overview/score-bar.tsx';
import { AccountCheck } from '../account-check.tsx';
import { LastScan } from '../last-scan.tsx';
import { OpenCounts } from '../open-counts.tsx';

/** What an account is, and how it stands. */
export function AccountStanding({ account }: { readonly account: AccountSummary }) {
  const t = useWords();
  const { id, name, organizationalUnit, owner, role, regions, score } = account;
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        items={[
          { label: t('accounts.id'), value: <CopyText text={id} /> },
          { label: t('accounts.unit'), value: organizationalUnit ?? '–' },
          { label: t('accounts.owner'), value: owner ?? '–' },
          { label: t('accounts.regions'), value: regions.join(', ') },
          { label: t('accounts.openFindings'), value: <OpenCounts accounts={[account]} /> },
          { label: t('accounts.score'), value: <ScoreBar score={score} of={name} /> },
          { label: t('accounts.lastScan'), value: <LastScan account={account} /> },
          { label: t('accounts.role'), value: role ?? t('accounts.role.none') },
          { label: t('accounts.check'), value: <AccountCheck id={id} name={name} /> },
        ]}
      />
    </Container>
  );
}
