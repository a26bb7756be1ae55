import type { Output } from '@trueup/api-contract';
import LiveRegion from '@cloudscape-design/components/live-region';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { progressOf } from './step-tree.ts';

/**
 * Tells screen readers how an execution gets on. The page is read again once in two seconds at most, and a live region
 * waits as long for the next text: a storm of steps is told of once.
 */
export function StatusAnnouncer({ answer: { execution, steps } }: { readonly answer: Output<'getExecution'> }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { status, phase, outcome } = execution;
  const { ended, total, current } = progressOf(steps);
  const said =
    outcome !== undefined
      ? t('execution.said.outcome', { outcome: wordOf('outcome', outcome) })
      : phase === 'finished'
        ? t('execution.said.ended', { status: wordOf('automation', status) })
        : t('execution.said.running', { phase: wordOf('phase', phase), ended, total, step: current ?? '' });
  return <LiveRegion hidden>{said}</LiveRegion>;
}
