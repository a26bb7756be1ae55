import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { kept } from './kept.ts';

export const LOCALES = ['en', 'ja'] as const;
export type Locale = (typeof LOCALES)[number];
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

interface Preferences {
  readonly locale: Locale;
  readonly theme: Theme;
  /** What `system` comes to now. */
  readonly isDark: boolean;
  readonly setLocale: (locale: Locale) => void;
  readonly setTheme: (theme: Theme) => void;
}

const context = createContext<Preferences | undefined>(undefined);

export function usePreferences(): Preferences {
  const preferences = useContext(context);
  if (preferences === undefined) throw new Error('usePreferences outside of PreferencesProvider');
  return preferences;
}

const keptLocale = kept<Locale>('locale', LOCALES);
const keptTheme = kept<Theme>('theme', THEMES);
const darkQuery = matchMedia('(prefers-color-scheme: dark)');

function ownLocale(): Locale {
  return navigator.languages.find((one) => /^(?:en|ja)\b/.test(one))?.startsWith('ja') === true ? 'ja' : 'en';
}

/** Language and theme: of the browser until the person chooses, and then kept in it. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(() => keptLocale.read() ?? ownLocale());
  const [theme, setTheme] = useState<Theme>(() => keptTheme.read() ?? 'system');
  const [systemIsDark, setSystemIsDark] = useState(darkQuery.matches);
  const isDark = theme === 'dark' || (theme === 'system' && systemIsDark);
  useEffect(() => {
    const follow = (event: MediaQueryListEvent): void => setSystemIsDark(event.matches);
    darkQuery.addEventListener('change', follow);
    return () => darkQuery.removeEventListener('change', follow);
  }, []);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  useEffect(() => {
    applyMode(isDark ? Mode.Dark : Mode.Light);
  }, [isDark]);
  const preferences = useMemo<Preferences>(
    () => ({
      locale,
      theme,
      isDark,
      setLocale(next) {
        keptLocale.write(next);
        setLocale(next);
      },
      setTheme(next) {
        keptTheme.write(next);
        setTheme(next);
      },
    }),
    [locale, theme, isDark],
  );
  return <context.Provider value={preferences}>{children}</context.Provider>;
}
