import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useBlocker } from '@tanstack/react-router';
import { useWords } from '../i18n/words.ts';

/** Asks before a page is left that holds what nobody has stored yet. Asked when the page is left. */
export function LeaveGuard({ isUnsaved }: { readonly isUnsaved: () => boolean }) {
  const t = useWords();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isUnsaved(),
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Modal
      visible
      header={t('leave.title')}
      onDismiss={blocker.reset}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={blocker.proceed}>{t('leave.leave')}</Button>
            <Button variant="primary" onClick={blocker.reset}>
              {t('leave.stay')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {t('leave.text')}
    </Modal>
  );
}
