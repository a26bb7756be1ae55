import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { allowedOperation } from '@trueup/api-contract';
import { useAsked } from '../api/use-asked.ts';
import { currentConnection } from '../changes/connection.ts';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { LOCALES, THEMES, usePreferences, type Locale, type Theme } from '../preferences/preferences.tsx';
import { pathTo } from '../paths.ts';
import { useMe, useSession } from '../session/session-context.ts';
import { useNotices } from './notices.tsx';

const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', ja: '日本語' };

export function TopBar() {
  const t = useWords();
  const { locale, theme, setLocale, setTheme } = usePreferences();
  const { me, logOut } = useSession();
  const { failed } = useNotices();
  const utilities: TopNavigationProps.Utility[] = [
    ...useKillSwitchUtility(),
    useConnectionUtility(),
    {
      type: 'menu-dropdown',
      text: LANGUAGE_NAMES[locale],
      ariaLabel: t('shell.language.of', { language: LANGUAGE_NAMES[locale] }),
      items: LOCALES.map((id) => ({ id, text: LANGUAGE_NAMES[id], itemType: 'checkbox', checked: id === locale })),
      onItemClick: ({ detail }) => setLocale(detail.id as Locale),
    },
    {
      type: 'menu-dropdown',
      text: t(`shell.theme.${theme}`),
      items: THEMES.map((id) => ({ id, text: t(`shell.theme.${id}`), itemType: 'checkbox', checked: id === theme })),
      onItemClick: ({ detail }) => setTheme(detail.id as Theme),
    },
    {
      type: 'menu-dropdown',
      text: me.name,
      iconName: 'user-profile',
      items: [
        { id: 'settings', text: t('shell.mySettings'), href: pathTo('settings') },
        { id: 'logOut', text: t('session.logOut') },
      ],
      onItemClick({ detail }) {
        if (detail.id === 'logOut') logOut().catch(failed);
      },
    },
  ];
  return <TopNavigation identity={{ href: pathTo('overview'), title: 'Trueup' }} utilities={utilities} />;
}

/** Whoever looks at anything sees that something is stopped. */
function useKillSwitchUtility(): TopNavigationProps.Utility[] {
  const t = useWords();
  const mayKnow = allowedOperation(useMe(), 'listKillSwitches').kind === 'allowed';
  const { data } = useAsked('listKillSwitches', {}, { enabled: mayKnow });
  const on = data?.items.length ?? 0;
  if (on === 0) return [];
  const text = t('shell.killSwitchOn', { count: on });
  return [{ type: 'button', text, iconName: 'status-negative', href: pathTo('killSwitch') }];
}

function useConnectionUtility(): TopNavigationProps.Utility {
  const t = useWords();
  const { instant } = useFormats();
  const connection = currentConnection.use();
  return connection.kind === 'live'
    ? {
        type: 'button',
        text: t('shell.live'),
        iconName: 'status-positive',
        title: t('shell.live.title'),
        href: pathTo('health'),
      }
    : {
        type: 'button',
        text: t('shell.lost'),
        iconName: 'status-warning',
        title: t('shell.lost.title', { since: instant(connection.since) }),
        href: pathTo('health'),
      };
}
