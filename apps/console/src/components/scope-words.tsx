import Box from '@cloudscape-design/components/box';
import type { TargetScope } from '@trueup/api-contract';
import { useIntl } from 'react-intl';
import { useWords } from '../i18n/words.ts';

const LISTS = ['controls', 'accounts', 'organizationalUnits', 'regions', 'resourceTypes', 'arns'] as const;

interface ScopeWordsProps {
  readonly scope: TargetScope;
  /** Entries of a member that are named before the rest is counted; all when absent. */
  readonly most?: number;
}

/** What a scope covers, a line for each member that narrows it. Its members are an AND, their entries an OR. */
export function ScopeWords({ scope, most }: ScopeWordsProps) {
  const t = useWords();
  const lines = useScopeLines()(scope, most);
  if (lines.length === 0) return <>{t('scope.everything')}</>;
  return (
    <>
      {lines.map(({ what, entries, all }) => (
        <div key={what} title={entries === all ? undefined : all}>
          <Box variant="span" color="text-body-secondary">
            {what}
          </Box>{' '}
          <span style={{ overflowWrap: 'anywhere' }}>{entries}</span>
        </div>
      ))}
    </>
  );
}

interface ScopeLine {
  readonly what: string;
  readonly entries: string;
  readonly all: string;
}

function useScopeLines(): (scope: TargetScope, most?: number) => readonly ScopeLine[] {
  const t = useWords();
  const intl = useIntl();
  const anyOf = (entries: readonly string[], most = entries.length): string => {
    const rest = entries.length - most;
    const named = entries.slice(0, most).map((entry) => (entry === '*' ? t('scope.any') : entry));
    return intl.formatList(rest > 0 ? [...named, t('scope.more', { count: rest })] : named, { type: 'disjunction' });
  };
  return (scope, most) => [
    ...LISTS.flatMap((member): ScopeLine[] => {
      const entries = scope[member];
      if (entries === undefined) return [];
      return [{ what: t(`scope.${member}`), entries: anyOf(entries, most), all: anyOf(entries) }];
    }),
    ...Object.entries(scope.tags ?? {}).map(([key, values]): ScopeLine => {
      const all = values.length === 0 ? t('scope.tag.any', { key }) : t('scope.tag', { key, values: anyOf(values) });
      return { what: t('scope.tags'), entries: all, all };
    }),
  ];
}
