import type { KillSwitch, KillSwitchScope } from '@trueup/api-contract';
import { useWords } from '../../../i18n/words.ts';

/** Says what a kill switch stops. */
export function useScopeWords(): (scope: KillSwitchScope) => string {
  const t = useWords();
  return (scope) =>
    scope.kind === 'all' ? t('settings.switch.all') : t(`settings.switch.${scope.kind}`, { id: scope.id });
}

export const switchKey = ({ scope }: Pick<KillSwitch, 'scope'>): string =>
  scope.kind === 'all' ? 'all' : `${scope.kind}/${scope.id}`;
