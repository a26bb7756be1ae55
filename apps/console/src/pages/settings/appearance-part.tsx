import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWords } from '../../i18n/words.ts';
import { LOCALES, THEMES, usePreferences, type Locale, type Theme } from '../../preferences/preferences.tsx';

/** Each language in its own words, so that whoever reads no other finds it. */
const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', ja: '日本語' };

export function AppearancePart() {
  const t = useWords();
  const { locale, theme, setLocale, setTheme } = usePreferences();
  return (
    <Container
      header={
        <Header variant="h2" description={t('settings.appearance.text')}>
          {t('settings.appearance')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField label={t('settings.language')}>
          <SegmentedControl
            label={t('settings.language')}
            selectedId={locale}
            options={LOCALES.map((id) => ({ id, text: LANGUAGE_NAMES[id] }))}
            onChange={({ detail }) => setLocale(detail.selectedId as Locale)}
          />
        </FormField>
        <FormField label={t('settings.theme')}>
          <SegmentedControl
            label={t('settings.theme')}
            selectedId={theme}
            options={THEMES.map((id) => ({ id, text: t(`settings.theme.${id}`) }))}
            onChange={({ detail }) => setTheme(detail.selectedId as Theme)}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
