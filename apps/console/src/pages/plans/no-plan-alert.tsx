import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { useWordOf, useWords } from '../../i18n/words.ts';
import type { NoPlan } from './use-make-plan.ts';

/** Says why no plan was made. */
export function NoPlanAlert({ left, onDismiss }: { readonly left: NoPlan; readonly onDismiss: () => void }) {
  const t = useWords();
  const wordOf = useWordOf();
  return (
    <Alert
      type="info"
      header={t('planPage.none')}
      dismissible
      dismissAriaLabel={t('common.dismiss')}
      onDismiss={onDismiss}
    >
      {t('planPage.none.because', { reason: wordOf('reason', left.reason) })}
      <Box variant="small" color="inherit" display="block">
        {left.detail}
      </Box>
    </Alert>
  );
}
