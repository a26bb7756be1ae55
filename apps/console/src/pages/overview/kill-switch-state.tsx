import type { KillSwitch } from '@trueup/api-contract';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';

export function KillSwitchState({ killSwitches }: { readonly killSwitches: readonly KillSwitch[] }) {
  const t = useWords();
  if (killSwitches.length === 0)
    return (
      <StatusIndicator type="success">
        <Link href={pathTo('killSwitch')}>{t('overview.killSwitch.off')}</Link>
      </StatusIndicator>
    );
  return (
    <>
      {killSwitches.map(({ scope, by, reason }) => (
        <div key={scope.kind === 'all' ? 'all' : `${scope.kind} ${scope.id}`}>
          <StatusIndicator type="error">
            <Link href={pathTo('killSwitch')}>
              {scope.kind === 'all'
                ? t('overview.killSwitch.all')
                : t(`overview.killSwitch.${scope.kind}`, { id: scope.id })}
            </Link>{' '}
            {t('overview.killSwitch.by', { by, reason })}
          </StatusIndicator>
        </div>
      ))}
    </>
  );
}
