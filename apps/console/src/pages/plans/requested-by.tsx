import type { Actor } from '@trueup/api-contract';
import { useWords } from '../../i18n/words.ts';
import { useMe } from '../../session/session-context.ts';

/** Who asked for something; Trueup itself is no person. */
export function RequestedBy({ actor: { kind, name } }: { readonly actor: Actor }) {
  const t = useWords();
  const me = useMe();
  if (kind === 'system') return <>{t('plans.bySystem')}</>;
  return <>{name === me.name ? t('plans.byYou', { name }) : name}</>;
}
