import type { Execution, StepExecution } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Elapsed } from '../../../components/elapsed.tsx';
import { Status } from '../../../components/status.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import type { StepContext } from './step-context.ts';
import { StepDetails } from './step-details.tsx';
import type { StepNode } from './step-tree.ts';

interface StepItemProps {
  readonly node: StepNode;
  readonly context: StepContext;
}

/** A step on a line of its own; opened, everything that is known of it. */
export function StepItem({ node: { step, iterations }, context }: StepItemProps) {
  const t = useWords();
  const statusWord = useStatusWord(context.execution);
  const { id, name, action } = step;
  const isOpen = context.isOpen(id);
  return (
    <li id={`step-${id}`} style={{ scrollMarginTop: '5rem', paddingBottom: '4px' }}>
      <ExpandableSection
        variant="container"
        headingTagOverride="h3"
        headerText={name}
        headerCounter={action}
        headerAriaLabel={t('execution.step.label', { name, action, status: statusWord(step) })}
        headerActions={<StepEdge step={step} execution={context.execution} />}
        expanded={isOpen}
        onChange={({ detail }) => context.setOpen(id, detail.expanded)}
      >
        {isOpen ? (
          <SpaceBetween size="m">
            <StepDetails step={step} context={context} />
            {iterations.map(({ iteration, steps }) => (
              <div key={iteration}>
                <Box variant="h4" padding={{ bottom: 'xxs' }}>
                  {t('execution.iteration', { iteration })}
                </Box>
                <ol
                  aria-label={t('execution.iteration', { iteration })}
                  style={{ listStyle: 'none', margin: 0, padding: 0 }}
                >
                  {steps.map((inside) => (
                    <StepItem key={inside.id} node={{ step: inside, iterations: [] }} context={context} />
                  ))}
                </ol>
              </div>
            ))}
          </SpaceBetween>
        ) : undefined}
      </ExpandableSection>
    </li>
  );
}

/** What stands at the end of the line of a step. */
function StepEdge({ step, execution }: { readonly step: StepExecution; readonly execution: Execution }) {
  const t = useWords();
  const { status, attempts, startedAt, finishedAt } = step;
  const isUnreached = status === 'Pending' && execution.phase === 'finished';
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      {attempts > 1 ? <Box color="text-body-secondary">{t('execution.attempts', { count: attempts })}</Box> : undefined}
      {isUnreached ? (
        <Box color="text-body-secondary">{t('execution.notReached')}</Box>
      ) : (
        <Status of="automation" value={status} />
      )}
      <div style={{ minWidth: '6.5rem', textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>
        {startedAt === undefined ? '–' : <Elapsed from={startedAt} to={finishedAt ?? endOf(step, execution)} />}
      </div>
    </SpaceBetween>
  );
}

/** A step that was under way when the execution ended counts no further. */
const endOf = ({ startedAt }: StepExecution, { phase, finishedAt }: Execution): string | undefined =>
  phase === 'finished' ? (finishedAt ?? startedAt) : undefined;

/** A step that an execution has ended without is not waited for any more. */
export function useStatusWord({ phase }: Pick<Execution, 'phase'>): (step: StepExecution) => string {
  const t = useWords();
  const wordOf = useWordOf();
  return ({ status }) =>
    status === 'Pending' && phase === 'finished' ? t('execution.notReached') : wordOf('automation', status);
}
