import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Page } from '../../components/page.tsx';
import { useWords } from '../../i18n/words.ts';
import { AppearancePart } from './appearance-part.tsx';
import { IdentityPart } from './identity-part.tsx';
import { PasswordPart } from './password-part.tsx';
import { SlackPart } from './slack-part.tsx';

export function SettingsPage() {
  const t = useWords();
  return (
    <Page title={t('nav.settings')} description={t('settings.text')}>
      <ColumnLayout columns={2} minColumnWidth={380}>
        <SpaceBetween size="l">
          <IdentityPart />
          <AppearancePart />
        </SpaceBetween>
        <SpaceBetween size="l">
          <PasswordPart />
          <SlackPart />
        </SpaceBetween>
      </ColumnLayout>
    </Page>
  );
}
