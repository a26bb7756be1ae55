import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { DocumentDiagnostic } from '@trueup/api-contract';
import type { CodePlace } from '../../../components/code/code-editor.tsx';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { Lint } from './use-lint.ts';

interface ProblemListProps {
  readonly lint: Lint;
  readonly onGoTo: (place: CodePlace) => void;
  /** Absent: the text is not to be changed here. */
  readonly onFix?: (fix: NonNullable<DocumentDiagnostic['fix']>) => void;
}

const LOOKS: Readonly<Record<DocumentDiagnostic['severity'], StatusIndicatorProps.Type>> = {
  error: 'error',
  warning: 'warning',
  note: 'info',
};

/** What the server says of the text, each with a link to its place. */
export function ProblemList({ lint: { query, isCurrent }, onGoTo, onFix }: ProblemListProps) {
  const t = useWords();
  if (query.error !== null) return <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <StatusIndicator type="loading">{t('runbooks.lint.checking')}</StatusIndicator>;
  const { problems } = query.data;
  return (
    <SpaceBetween size="xs">
      <div role="status">
        <Summary problems={problems} isCurrent={isCurrent} />
      </div>
      <ul aria-label={t('runbooks.lint.problems')} style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {problems.map((problem, index) => (
          <li key={index} style={{ overflowWrap: 'anywhere' }}>
            <StatusIndicator type={LOOKS[problem.severity]}>{t(`runbooks.lint.${problem.severity}`)}</StatusIndicator>{' '}
            <Link
              onFollow={() => onGoTo({ line: problem.line, column: problem.column })}
              ariaLabel={t('runbooks.lint.goTo', {
                line: problem.line,
                column: problem.column,
                message: problem.message,
              })}
            >
              {t('runbooks.lint.place', { line: problem.line, column: problem.column })}
            </Link>{' '}
            {problem.message}{' '}
            <Box variant="small" color="text-body-secondary">
              {problem.rule}
            </Box>{' '}
            <Fix problem={problem} isCurrent={isCurrent} onFix={onFix} />
          </li>
        ))}
      </ul>
    </SpaceBetween>
  );
}

interface FixProps {
  readonly problem: DocumentDiagnostic;
  readonly isCurrent: boolean;
  readonly onFix: ProblemListProps['onFix'] | undefined;
}

/** Its places are those of the text that was looked at: it waits for what is said of the text as it is. */
function Fix({ problem: { fix }, isCurrent, onFix }: FixProps) {
  const t = useWords();
  if (fix === undefined || onFix === undefined) return null;
  return (
    <Button
      variant="inline-link"
      ariaLabel={t('runbooks.lint.fixOf', { fix: fix.description })}
      disabled={!isCurrent}
      onClick={() => onFix(fix)}
    >
      {t('runbooks.lint.fix')}
    </Button>
  );
}

function Summary({ problems, isCurrent }: { readonly problems: readonly DocumentDiagnostic[]; isCurrent: boolean }) {
  const t = useWords();
  if (!isCurrent) return <StatusIndicator type="loading">{t('runbooks.lint.checking')}</StatusIndicator>;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (problems.length === 0) return <StatusIndicator type="success">{t('runbooks.lint.clean')}</StatusIndicator>;
  if (errors === 0) {
    const count = problems.length;
    return <StatusIndicator type="success">{t('runbooks.lint.valid', { count })}</StatusIndicator>;
  }
  return <StatusIndicator type="error">{t('runbooks.lint.invalid', { errors })}</StatusIndicator>;
}
