import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useMemo } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { SplitPanel } from '../../../components/split-panel.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { Oversight } from './oversight.tsx';
import { PolicyStanding } from './policy-standing.tsx';
import { RemediationPanel } from './remediation-panel.tsx';
import { remediationRows } from './remediation-rows.ts';
import { RemediationsTable } from './remediations-table.tsx';

/** What the policy does about which control, what that has shown so far, and what holds it back. */
export function RemediationsPage() {
  const t = useWords();
  const policy = useAsked('getPolicyInForce', {});
  return (
    <Page
      title={t('nav.remediations')}
      description={t('remediations.text')}
      actions={<Button href={pathTo('policySource')}>{t('remediations.changePolicy')}</Button>}
    >
      <SpaceBetween size="l">
        <Loaded query={policy}>{(visible) => <PolicyStanding visible={visible} />}</Loaded>
        <Sections />
      </SpaceBetween>
    </Page>
  );
}

function Sections() {
  const t = useWords();
  const [search, change] = useSearchState();
  const policy = useAsked('getPolicyInForce', {});
  const view = policy.data?.policy;
  return (
    <Tabs
      activeTabId={search['tab'] ?? 'lines'}
      onChange={({ detail }) =>
        change({ tab: detail.activeTabId === 'lines' ? undefined : detail.activeTabId, selected: undefined })
      }
      ariaLabel={t('nav.remediations')}
      tabs={[
        { id: 'lines', label: t('remediations.lines'), content: <Lines /> },
        {
          id: 'oversight',
          label: t('remediations.oversight'),
          content: (
            <Loaded query={policy}>
              {() => (view === undefined ? t('remediations.none.text') : <Oversight policy={view} />)}
            </Loaded>
          ),
        },
      ]}
    />
  );
}

function Lines() {
  const [search] = useSearchState();
  const standings = useAsked('listRemediations', {});
  const policy = useAsked('getPolicyInForce', {});
  const controls = useAsked('listControls', {});
  const view = policy.data?.policy;
  const titles = useMemo(
    () => new Map((controls.data?.items ?? []).map(({ id, title }) => [id, title] as const)),
    [controls.data],
  );
  const rows = useMemo(
    () => remediationRows(view?.remediations ?? [], standings.data?.items ?? []),
    [view, standings.data],
  );
  const selected = rows.find(({ key }) => key === search['selected']);
  const controlId = selected?.standing?.controlId;
  return (
    <>
      <RemediationsTable rows={rows} policy={view} titles={titles} query={standings} />
      {selected === undefined ? undefined : (
        <SplitPanel header={controlId === undefined ? selected.name : `${selected.name} · ${controlId}`}>
          <RemediationPanel
            row={selected}
            policy={view}
            title={controlId === undefined ? undefined : titles.get(controlId)}
          />
        </SplitPanel>
      )}
    </>
  );
}
