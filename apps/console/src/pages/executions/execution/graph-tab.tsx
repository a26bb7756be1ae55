import type { Output } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import { useAsked } from '../../../api/use-asked.ts';
import { StepGraph } from '../../../components/graph/step-graph.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { graphSteps } from './graph-steps.ts';
import { useStatusWord } from './step-item.tsx';

/** How the steps may follow each other, and how each stands. A step that is chosen is shown in the list. */
export function GraphTab({ answer: { execution, steps } }: { readonly answer: Output<'getExecution'> }) {
  const t = useWords();
  const [, setSearch] = useSearchState();
  const statusWord = useStatusWord(execution);
  const query = useAsked('lintDocument', { content: execution.document });
  return (
    <Loaded query={query}>
      {({ graph }) => (
        <>
          <Box color="text-body-secondary" padding={{ bottom: 'xs' }}>
            {t('execution.graph.text')}
          </Box>
          <StepGraph
            label={t('execution.tab.graph')}
            steps={graphSteps(graph, steps, {
              detail: (action, step) =>
                step === undefined ? action : t('execution.graph.step', { action, status: statusWord(step) }),
              edge: ({ when, through, label }) => {
                if (label !== undefined) return label;
                if (through !== undefined) return t(`execution.graph.${through}`);
                return when === 'success' ? undefined : t(`execution.graph.${when}`);
              },
            })}
            onSelect={(step) => setSearch({ tab: undefined, step, line: undefined }, 'push')}
          />
        </>
      )}
    </Loaded>
  );
}
