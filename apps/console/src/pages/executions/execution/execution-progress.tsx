import type { Output } from '@trueup/api-contract';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useWords } from '../../../i18n/words.ts';
import { progressOf } from './step-tree.ts';

type Answer = Output<'getExecution'>;

/** How many of its steps have ended; of a spread, how many of what it starts. */
export function ExecutionProgress({ answer }: { readonly answer: Answer }) {
  const t = useWords();
  const { execution, steps, children } = answer;
  const { total, ended, current } =
    execution.spread === undefined ? progressOf(steps) : ofSpread(execution.spread.children.length, children);
  const text = t(execution.spread === undefined ? 'execution.progress.steps' : 'execution.progress.children', {
    ended,
    total,
  });
  // Steps that were not reached stay so: what has ended has no bar.
  if (execution.phase === 'finished' || total === 0) return <>{text}</>;
  return (
    <ProgressBar
      value={Math.round((ended / total) * 100)}
      ariaLabel={t('execution.progress')}
      description={text}
      {...(current === undefined ? {} : { additionalInfo: t('execution.progress.now', { step: current }) })}
    />
  );
}

function ofSpread(total: number, children: Answer['children']): ReturnType<typeof progressOf> {
  return { total, ended: children.filter(({ phase }) => phase === 'finished').length, current: undefined };
}
