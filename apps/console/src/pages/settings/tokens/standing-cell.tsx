import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useNow } from '../../../components/use-now.ts';
import { useWords } from '../../../i18n/words.ts';
import { tokenStanding } from './token-standing.ts';

const MINUTE_MS = 60_000;

/** Whether a token or key counts now. */
export function StandingCell({ of }: { readonly of: { readonly revokedAt?: string; readonly expiresAt?: string } }) {
  const t = useWords();
  const standing = tokenStanding(of, useNow(MINUTE_MS));
  return (
    <StatusIndicator type={standing === 'active' ? 'success' : 'stopped'}>
      {t(`settings.token.${standing}`)}
    </StatusIndicator>
  );
}
