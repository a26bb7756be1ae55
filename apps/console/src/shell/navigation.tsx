import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import Badge from '@cloudscape-design/components/badge';
import { allowedOperation, type OperationName } from '@trueup/api-contract';
import { useAsked } from '../api/use-asked.ts';
import { useFormats } from '../i18n/formats.ts';
import { useWords, type MessageId } from '../i18n/words.ts';
import { pathTo, type PATTERNS, type PathName } from '../paths.ts';
import { useMe } from '../session/session-context.ts';

type PlainPath = {
  [K in PathName]: (typeof PATTERNS)[K] extends `${string}$${string}` ? never : K;
}[PathName];
interface Entry {
  readonly page: PlainPath;
  readonly text: MessageId;
  /** Shown to whoever may ask for one of these. */
  readonly needs?: readonly OperationName[];
}

const TOP: readonly Entry[] = [
  { page: 'overview', text: 'nav.overview' },
  { page: 'findings', text: 'nav.findings' },
  { page: 'plans', text: 'nav.plans' },
  { page: 'executions', text: 'nav.executions' },
  { page: 'runbooks', text: 'nav.runbooks' },
];
const POLICY: readonly Entry[] = [
  { page: 'remediations', text: 'nav.remediations' },
  { page: 'windows', text: 'nav.windows' },
  { page: 'exceptions', text: 'nav.exceptions' },
  { page: 'automationRules', text: 'nav.automationRules' },
  { page: 'eventRules', text: 'nav.eventRules' },
  { page: 'notifications', text: 'nav.notifications' },
  { page: 'deliveries', text: 'nav.deliveries' },
  { page: 'policySource', text: 'nav.policySource', needs: ['planPolicy', 'exportPolicy'] },
];
const BOTTOM: readonly Entry[] = [
  { page: 'accounts', text: 'nav.accounts' },
  { page: 'audit', text: 'nav.audit', needs: ['listRecords'] },
];
const SETTINGS: readonly Entry[] = [
  { page: 'settings', text: 'nav.settings' },
  { page: 'users', text: 'nav.users', needs: ['listUsers'] },
  { page: 'tokens', text: 'nav.tokens' },
  { page: 'killSwitch', text: 'nav.killSwitch' },
  { page: 'health', text: 'nav.health' },
];

export function Navigation({ path }: { readonly path: string }) {
  const t = useWords();
  const me = useMe();
  const waiting = useWaitingPlans();
  const links = (entries: readonly Entry[]): SideNavigationProps.Link[] =>
    entries
      .filter(({ needs }) => needs?.some((one) => allowedOperation(me, one).kind === 'allowed') ?? true)
      .map(({ page, text }) => ({
        type: 'link',
        text: t(text),
        href: pathTo(page),
        ...(page === 'plans' && waiting !== undefined ? { info: <Badge color="blue">{waiting}</Badge> } : {}),
      }));
  return (
    <SideNavigation
      activeHref={activeHref(path)}
      header={{ text: 'Trueup', href: pathTo('overview') }}
      items={[
        ...links(TOP),
        { type: 'section', text: t('nav.policy'), items: links(POLICY) },
        { type: 'divider' },
        ...links(BOTTOM),
        { type: 'section', text: t('nav.settingsSection'), items: links(SETTINGS) },
      ]}
    />
  );
}

/** It stands on every page: no more than a few are asked for. */
const MOST_COUNTED = 10;

/** Undefined: none wait, or it is not known. */
function useWaitingPlans(): string | undefined {
  const { number } = useFormats();
  const { data } = useAsked('listPlans', { statuses: ['waiting-for-approval'], limit: MOST_COUNTED });
  if (data === undefined || data.items.length === 0) return undefined;
  return `${number(data.items.length)}${data.next === undefined ? '' : '+'}`;
}

/** The entry that a page belongs to: the longest that its path begins with. */
function activeHref(path: string): string {
  const hrefs = [...TOP, ...POLICY, ...BOTTOM, ...SETTINGS].map(({ page }) => pathTo(page));
  const fitting = hrefs.filter((href) => path === href || (href !== '/' && path.startsWith(`${href}/`)));
  return fitting.toSorted((one, other) => other.length - one.length)[0] ?? '';
}
