import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { PolicyProblem } from '@trueup/api-contract';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { Validation } from './use-validation.ts';

interface PolicyProblemsProps {
  readonly validation: Validation;
  readonly onGoTo: (problem: PolicyProblem) => void;
}

/** What is wrong with the files, and what is doubtful, each with a link to its place. */
export function PolicyProblems({ validation: { query, isCurrent, mayAsk }, onGoTo }: PolicyProblemsProps) {
  const t = useWords();
  if (!mayAsk) return null;
  if (query.error !== null) return <ProblemAlert problem={query.error} onRetry={() => void query.refetch()} />;
  const { problems, warnings } = query.data ?? { problems: [], warnings: [] };
  return (
    <SpaceBetween size="xs">
      <div role="status">
        {!isCurrent ? (
          <StatusIndicator type="loading">{t('policySource.checking')}</StatusIndicator>
        ) : problems.length > 0 ? (
          <StatusIndicator type="error">{t('policySource.invalid', { count: problems.length })}</StatusIndicator>
        ) : (
          <StatusIndicator type="success">{t('policySource.valid', { count: warnings.length })}</StatusIndicator>
        )}
      </div>
      <ul aria-label={t('policySource.problems')} style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {problems.map((problem, index) => (
          <Line key={`error-${index}`} problem={problem} severity="error" onGoTo={onGoTo} />
        ))}
        {warnings.map((problem, index) => (
          <Line key={`warning-${index}`} problem={problem} severity="warning" onGoTo={onGoTo} />
        ))}
      </ul>
    </SpaceBetween>
  );
}

interface LineProps {
  readonly problem: PolicyProblem;
  readonly severity: 'error' | 'warning';
  readonly onGoTo: PolicyProblemsProps['onGoTo'];
}

function Line({ problem, severity, onGoTo }: LineProps) {
  const t = useWords();
  const { file, line, column, path, message } = problem;
  return (
    <li style={{ overflowWrap: 'anywhere' }}>
      <StatusIndicator type={severity}>{t(`policySource.${severity}`)}</StatusIndicator>{' '}
      <Link onFollow={() => onGoTo(problem)}>{t('policySource.place', { file, line, column })}</Link>{' '}
      {path === '' ? undefined : <Box variant="code">{path}</Box>} {message}
    </li>
  );
}
