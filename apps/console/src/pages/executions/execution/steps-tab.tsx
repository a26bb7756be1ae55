import type { Output } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import { useEffect, useState } from 'react';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import type { StepContext } from './step-context.ts';
import { StepItem } from './step-item.tsx';
import { opensByItself, stepTree } from './step-tree.ts';

type Answer = Output<'getExecution'>;

/** The steps in their order. What runs and what failed is open; so is the one that the URL names. */
export function StepsTab({ answer }: { readonly answer: Answer }) {
  const t = useWords();
  const { execution, steps, journal } = answer;
  const [search] = useSearchState();
  const linked = search['step'];
  const { isOpen, setOpen } = useOpenSteps(steps, linked);
  useScrollTo(linked);
  const context: StepContext = { execution, journal, isOpen, setOpen };
  if (steps.length === 0) return <Box color="text-body-secondary">{t('execution.steps.none')}</Box>;
  return (
    <>
      {execution.mode === 'Interactive' && execution.phase !== 'finished' ? (
        <Box padding={{ bottom: 's' }}>{t('execution.interactive')}</Box>
      ) : undefined}
      <ol aria-label={t('execution.tab.steps')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {stepTree(steps).map((node) => (
          <StepItem key={node.step.id} node={node} context={context} />
        ))}
      </ol>
    </>
  );
}

/** What opened by itself stays open until the person closes it, so that nothing folds away while it is read. */
function useOpenSteps(steps: Answer['steps'], linked: string | undefined): Pick<StepContext, 'isOpen' | 'setOpen'> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [followed, setFollowed] = useState<string>();
  const fresh = steps.filter((step) => opensByItself(step) && !opened.has(step.id));
  if (fresh.length > 0) setOpened(new Set([...opened, ...fresh.map(({ id }) => id)]));
  // A link opens its step, and the loop around it, even where the person has closed it before.
  const target = steps.find(({ id }) => id === linked);
  if (followed !== target?.id) {
    setFollowed(target?.id);
    const shown = [target?.id, target?.loop].filter((id) => id !== undefined);
    setChosen(new Map([...chosen, ...shown.map((id) => [id, true] as const)]));
  }
  return {
    isOpen: (id) => chosen.get(id) ?? opened.has(id),
    setOpen: (id, open) => setChosen((now) => new Map([...now, [id, open]])),
  };
}

function useScrollTo(linked: string | undefined): void {
  useEffect(() => {
    if (linked === undefined) return;
    document.getElementById(`step-${linked}`)?.scrollIntoView({ block: 'start' });
  }, [linked]);
}
