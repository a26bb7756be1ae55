import { I18nProvider, type I18nProviderProps } from '@cloudscape-design/components/i18n';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { usePreferences, type Locale } from '../preferences/preferences.tsx';

type SomeMessages = Readonly<Record<string, string>>;

interface Language {
  readonly locale: Locale;
  readonly messages: SomeMessages;
  /** Those of the components. */
  readonly componentMessages: I18nProviderProps.Messages;
  readonly isWhole: boolean;
}

interface Loaders {
  readonly first: () => Promise<Pick<Language, 'messages' | 'componentMessages'>>;
  readonly rest: () => Promise<SomeMessages>;
}

/** Only the language that is read is loaded, and of it the first page's words first. */
const LOADERS: Readonly<Record<Locale, Loaders>> = {
  en: {
    async first() {
      const [{ first }, components] = await Promise.all([
        import('./en/first.ts'),
        import('@cloudscape-design/components/i18n/messages/all.en'),
      ]);
      return { messages: first, componentMessages: components.default };
    },
    rest: async () => (await import('./en/rest.ts')).rest,
  },
  ja: {
    async first() {
      const [{ first }, components] = await Promise.all([
        import('./ja/first.ts'),
        import('@cloudscape-design/components/i18n/messages/all.ja'),
      ]);
      return { messages: first, componentMessages: components.default };
    },
    rest: async () => (await import('./ja/rest.ts')).rest,
  },
};

async function load(locale: Locale, isWhole: boolean): Promise<Language> {
  const { first, rest } = LOADERS[locale];
  const [beginning, others] = await Promise.all([first(), isWhole ? rest() : {}]);
  return { locale, ...beginning, messages: { ...beginning.messages, ...others }, isWhole };
}

const wholeContext = createContext<{ readonly isWhole: boolean; readonly want: () => void } | undefined>(undefined);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const { locale } = usePreferences();
  const [wantsWhole, setWantsWhole] = useState(false);
  const [language, setLanguage] = useState<Language>();
  const [failure, setFailure] = useState<Error>();
  useEffect(() => {
    let wanted = true;
    const read = async (): Promise<void> => {
      try {
        const loaded = await load(locale, wantsWhole);
        if (wanted) setLanguage(loaded);
      } catch (error) {
        if (wanted) setFailure(error instanceof Error ? error : new Error(String(error)));
      }
    };
    void read();
    return () => {
      wanted = false;
    };
  }, [locale, wantsWhole]);
  const want = useCallback(() => setWantsWhole(true), []);
  const isWhole = language?.isWhole ?? false;
  const whole = useMemo(() => ({ isWhole, want }), [isWhole, want]);
  // For the boundary around the page: it says that a part could not be loaded.
  if (failure !== undefined) throw failure;
  if (language === undefined) return null;
  return (
    <wholeContext.Provider value={whole}>
      <IntlProvider locale={language.locale} messages={language.messages}>
        <I18nProvider locale={language.locale} messages={[language.componentMessages]}>
          {children}
        </I18nProvider>
      </IntlProvider>
    </wholeContext.Provider>
  );
}

/** Shows its children once every word of the language is there. */
export function WithAllWords({ children }: { readonly children: ReactNode }) {
  const whole = useContext(wholeContext);
  if (whole === undefined) throw new Error('WithAllWords outside of LanguageProvider');
  const { isWhole, want } = whole;
  useEffect(want, [want]);
  return isWhole ? children : null;
}
