import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { useWords } from '../i18n/words.ts';

interface CopyBlockProps {
  /** What it is, for those who do not see it. */
  readonly label: string;
  readonly text: string;
}

/** Several lines that people take elsewhere, such as a command, with a button that copies them. */
export function CopyBlock({ label, text }: CopyBlockProps) {
  const t = useWords();
  return (
    <div style={{ display: 'flex', gap: '0.5rem', alignItems: 'flex-start' }}>
      <CopyToClipboard
        variant="icon"
        textToCopy={text}
        copyButtonAriaLabel={t('common.copyOf', { what: label })}
        copySuccessText={t('common.copied')}
        copyErrorText={t('common.copyFailed')}
      />
      <pre
        aria-label={label}
        role="region"
        tabIndex={0}
        style={{ margin: 0, overflowX: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', minWidth: 0 }}
      >
        <Box variant="code">{text}</Box>
      </pre>
    </div>
  );
}
