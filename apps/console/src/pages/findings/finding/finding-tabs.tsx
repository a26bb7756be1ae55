import Tabs from '@cloudscape-design/components/tabs';
import type { Output } from '@trueup/api-contract';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { ChangeRequestTab } from './change-request-tab.tsx';
import { EvidenceTab } from './evidence-tab.tsx';
import { GuardsTab } from './guards-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { IncidentTab } from './incident-tab.tsx';
import { InvestigationTab } from './investigation-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { RepairsTab } from './repairs-tab.tsx';
import { SourcesTab } from './sources-tab.tsx';

const FIRST = 'overview';

/** The parts of a finding; which one is shown stands in the URL. */
export function FindingTabs({ shown }: { readonly shown: Output<'getFinding'> }) {
  const t = useWords();
  const { number } = useFormats();
  const [search, setSearch] = useSearchState();
  const { finding, plans, executions } = shown;
  const counted = (text: string, count: number): string =>
    count === 0 ? text : t('finding.tab.counted', { text, count: number(count) });
  const tabs = [
    { id: FIRST, label: t('finding.tab.overview'), content: <OverviewTab shown={shown} /> },
    { id: 'guards', label: t('finding.tab.guards'), content: <GuardsTab findingId={finding.id} /> },
    {
      id: 'repairs',
      label: counted(t('finding.tab.repairs'), plans.length + executions.length),
      content: <RepairsTab shown={shown} />,
    },
    { id: 'evidence', label: t('finding.tab.evidence'), content: <EvidenceTab shown={shown} /> },
    {
      id: 'sources',
      label: counted(t('finding.tab.sources'), finding.sources.length),
      content: <SourcesTab finding={finding} />,
    },
    { id: 'history', label: t('finding.tab.history'), content: <HistoryTab finding={finding} /> },
    { id: 'investigation', label: t('finding.tab.investigation'), content: <InvestigationTab finding={finding} /> },
    { id: 'incident', label: t('finding.tab.incident'), content: <IncidentTab findingId={finding.id} /> },
    { id: 'code', label: t('finding.tab.code'), content: <ChangeRequestTab findingId={finding.id} /> },
  ];
  const asked = search['tab'];
  return (
    <Tabs
      ariaLabel={t('finding.tabs')}
      tabs={tabs}
      activeTabId={tabs.some(({ id }) => id === asked) ? (asked ?? FIRST) : FIRST}
      onChange={({ detail }) =>
        setSearch({ tab: detail.activeTabId === FIRST ? undefined : detail.activeTabId }, 'push')
      }
    />
  );
}
