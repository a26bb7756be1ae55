import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Exception, ExceptionStanding } from '@trueup/api-contract';
import { Instant } from '../../../components/instant.tsx';
import { useNow } from '../../../components/use-now.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { expiryOf } from './expiry.ts';

/** When an exception ends; that it ends soon, or has ended, is said in words. */
export function Expiry({ exception }: { readonly exception: Exception }) {
  const t = useWords();
  const state = expiryOf(exception, useNow(60_000));
  return (
    <>
      <Instant at={exception.expiresAt} relative />
      {state === 'lasts' ? undefined : (
        <Box>
          <StatusIndicator type={state === 'expired' ? 'stopped' : 'warning'}>
            {t(state === 'expired' ? 'exceptions.expired' : 'exceptions.soon')}
          </StatusIndicator>
        </Box>
      )}
    </>
  );
}

/** How many open findings it covers. Tags that nobody has read leave some of them open. */
export function useCoversWords(): (standing: ExceptionStanding) => string {
  const t = useWords();
  const { number } = useFormats();
  return ({ covers, mayCover, isLeast }) => {
    const sure = isLeast ? t('exceptions.atLeast', { count: number(covers) }) : number(covers);
    return mayCover === 0 ? sure : t('exceptions.mayCover', { sure, count: number(mayCover) });
  };
}

/** Where an exception comes from, and so where it is changed. */
export function useOriginWords(): (exception: Exception) => string {
  const t = useWords();
  return ({ origin, createdBy }) => {
    switch (origin) {
      case 'person':
        return t('exceptions.origin.person', { name: createdBy });
      case 'policy':
        return t('exceptions.origin.policy');
      case 'attempts':
        return t('exceptions.origin.attempts');
    }
  };
}
