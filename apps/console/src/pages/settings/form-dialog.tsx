import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../i18n/words.ts';

interface FormDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly children: ReactNode;
  /** Why it cannot be confirmed yet. */
  readonly because: string | undefined;
  readonly isPending: boolean;
  readonly problem: unknown;
  readonly onConfirm: () => void;
  readonly onDismiss: () => void;
}

/** A form over the page. What was typed stays when it fails. */
export function FormDialog(props: FormDialogProps) {
  const t = useWords();
  const { title, confirm, children, because, isPending, problem, onConfirm, onDismiss } = props;
  return (
    <Modal
      visible
      size="large"
      header={title}
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDismiss}>{t('common.cancel')}</Button>
            <Button
              variant="primary"
              loading={isPending}
              disabled={because !== undefined}
              disabledReason={because}
              onClick={onConfirm}
            >
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {problem === null || problem === undefined ? undefined : <ProblemAlert problem={problem} />}
        {children}
      </SpaceBetween>
    </Modal>
  );
}
