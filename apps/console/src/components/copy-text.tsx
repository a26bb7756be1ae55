import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { useWords } from '../i18n/words.ts';

/** A value that people take elsewhere, such as an ARN or a hash, with a button that copies it. */
export function CopyText({ text }: { readonly text: string }) {
  const t = useWords();
  return (
    <CopyToClipboard
      variant="inline"
      textToCopy={text}
      copyButtonAriaLabel={t('common.copy')}
      copySuccessText={t('common.copied')}
      copyErrorText={t('common.copyFailed')}
    />
  );
}
