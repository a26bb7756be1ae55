import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useProblemWords } from '../api/problem-words.ts';
import { useWords } from '../i18n/words.ts';

interface ProblemAlertProps {
  readonly problem: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong, in words; the server's own line stands below them. */
export function ProblemAlert({ problem, onRetry }: ProblemAlertProps) {
  const t = useWords();
  const { title, text, detail } = useProblemWords()(problem);
  return (
    <Alert
      type="error"
      header={title}
      {...(onRetry === undefined ? {} : { action: <Button onClick={onRetry}>{t('common.retry')}</Button> })}
    >
      {text}
      {detail === undefined ? undefined : (
        <Box variant="small" color="inherit" display="block">
          {detail}
        </Box>
      )}
    </Alert>
  );
}
