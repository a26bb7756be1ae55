import type { Output } from '@trueup/api-contract';
import Spinner from '@cloudscape-design/components/spinner';
import Tabs, { type TabsProps } from '@cloudscape-design/components/tabs';
import { lazy, Suspense } from 'react';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { ChildrenTab } from './children-tab.tsx';
import { DocumentTab } from './document-tab.tsx';
import { JournalTab } from './journal-tab.tsx';
import { StepsTab } from './steps-tab.tsx';
import { ValuesTab } from './values-tab.tsx';

const GraphTab = lazy(async () => {
  const { GraphTab: tab } = await import('./graph-tab.tsx');
  return { default: tab };
});

/** The views of an execution; which one is shown stands in the URL. */
export function ExecutionTabs({ answer }: { readonly answer: Output<'getExecution'> }) {
  const t = useWords();
  const { number } = useFormats();
  const [search, setSearch] = useSearchState();
  const { execution, journal, children } = answer;
  const isSpread = execution.spread !== undefined;
  const counted = (label: string, count: number): string => t('execution.tab.counted', { label, count: number(count) });
  const ofSteps: TabsProps.Tab[] = [
    { id: 'steps', label: t('execution.tab.steps'), content: <StepsTab answer={answer} /> },
    {
      id: 'graph',
      label: t('execution.tab.graph'),
      content: (
        <Suspense fallback={<Spinner />}>
          <GraphTab answer={answer} />
        </Suspense>
      ),
    },
    {
      id: 'journal',
      label: counted(t('execution.tab.journal'), journal.length),
      content: <JournalTab journal={journal} />,
    },
  ];
  const ofChildren: TabsProps.Tab[] =
    isSpread || children.length > 0
      ? [
          {
            id: 'children',
            label: counted(t('execution.tab.children'), children.length),
            content: <ChildrenTab answer={answer} />,
          },
        ]
      : [];
  const tabs: TabsProps.Tab[] = [
    ...(isSpread ? ofChildren : [...ofSteps, ...ofChildren]),
    { id: 'values', label: t('execution.tab.values'), content: <ValuesTab execution={execution} /> },
    { id: 'document', label: t('execution.tab.document'), content: <DocumentTab execution={execution} /> },
  ];
  const asked = tabs.find(({ id }) => id === search['tab']) ?? tabs[0];
  return (
    <Tabs
      variant="container"
      ariaLabel={t('execution.tabs')}
      tabs={tabs.map((tab) => (tab === asked ? tab : { ...tab, content: undefined }))}
      activeTabId={asked?.id ?? 'values'}
      onChange={({ detail }) =>
        setSearch({
          tab: detail.activeTabId === tabs[0]?.id ? undefined : detail.activeTabId,
          step: undefined,
          line: undefined,
        })
      }
    />
  );
}
