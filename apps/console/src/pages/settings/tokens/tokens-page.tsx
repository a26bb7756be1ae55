import SpaceBetween from '@cloudscape-design/components/space-between';
import { Page } from '../../../components/page.tsx';
import { useWords } from '../../../i18n/words.ts';
import { KeysTable } from './keys-table.tsx';
import { TokensTable } from './tokens-table.tsx';

export function TokensPage() {
  const t = useWords();
  return (
    <Page title={t('nav.tokens')} description={t('settings.tokens.page')}>
      <SpaceBetween size="l">
        <TokensTable />
        <KeysTable />
      </SpaceBetween>
    </Page>
  );
}
