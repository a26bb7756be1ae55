import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CopyBlock } from '../../../components/copy-block.tsx';
import { CopyText } from '../../../components/copy-text.tsx';
import { useWords } from '../../../i18n/words.ts';

interface SecretOnceProps {
  readonly title: string;
  readonly values: readonly { readonly label: string; readonly value: string }[];
  /** How it is used; the secret does not stand in it. */
  readonly example: string;
  readonly onClose: () => void;
}

/** A secret that is shown this once. It goes from the page when it is closed, or left. */
export function SecretOnce({ title, values, example, onClose }: SecretOnceProps) {
  const t = useWords();
  return (
    <Alert type="success" header={title} dismissible dismissAriaLabel={t('settings.secret.close')} onDismiss={onClose}>
      <SpaceBetween size="s">
        <Box>{t('settings.secret.once')}</Box>
        <KeyValuePairs items={values.map(({ label, value }) => ({ label, value: <CopyText text={value} /> }))} />
        <CopyBlock label={t('settings.secret.example')} text={example} />
      </SpaceBetween>
    </Alert>
  );
}
