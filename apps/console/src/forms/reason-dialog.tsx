import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState, type ReactNode } from 'react';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useWords } from '../i18n/words.ts';

interface ReasonDialogProps {
  readonly title: string;
  /** What happens when it is confirmed. */
  readonly children: ReactNode;
  readonly confirm: string;
  /** none: no reason is asked for; a required one has this many characters at least. */
  readonly reason: 'none' | 'optional' | { readonly least: number };
  /** What must be typed, such as the number of plans, before it can be confirmed. */
  readonly typed?: { readonly label: string; readonly text: string };
  readonly isPending: boolean;
  readonly problem: unknown;
  readonly onConfirm: (reason: string | undefined) => void;
  readonly onDismiss: () => void;
}

/** Asks once more before something is done, and why. What was typed stays when it fails. */
export function ReasonDialog(props: ReasonDialogProps) {
  const t = useWords();
  const { title, children, confirm, reason: asked, typed, isPending, problem, onConfirm, onDismiss } = props;
  const [reason, setReason] = useState('');
  const [typedText, setTypedText] = useState('');
  const least = typeof asked === 'object' ? asked.least : 0;
  const fault = reason.trim().length < least ? t('dialog.reasonShort', { least }) : undefined;
  const mistyped = typed !== undefined && typedText.trim() !== typed.text;
  const because = fault ?? (mistyped ? t('dialog.mistyped', { text: typed.text }) : undefined);
  return (
    <Modal
      visible
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
              onClick={() => onConfirm(reason.trim() === '' ? undefined : reason.trim())}
            >
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {problem === null || problem === undefined ? undefined : <ProblemAlert problem={problem} />}
        <div>{children}</div>
        {asked === 'none' ? undefined : (
          <FormField
            label={t('common.reason')}
            constraintText={least === 0 ? t('dialog.reasonOptional') : t('dialog.reasonShort', { least })}
          >
            <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} rows={3} />
          </FormField>
        )}
        {typed === undefined ? undefined : (
          <FormField label={typed.label}>
            <Input value={typedText} onChange={({ detail }) => setTypedText(detail.value)} autoComplete="off" />
          </FormField>
        )}
      </SpaceBetween>
    </Modal>
  );
}
