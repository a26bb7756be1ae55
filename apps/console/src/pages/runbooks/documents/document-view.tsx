import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs, { type TabsProps } from '@cloudscape-design/components/tabs';
import type { Output } from '@trueup/api-contract';
import { allowedOperation } from '@trueup/api-contract';
import { useState } from 'react';
import { LeaveGuard } from '../../../components/leave-guard.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { useMe } from '../../../session/session-context.ts';
import { ParametersTable } from '../lint/parameters-table.tsx';
import { RunbookGraph } from '../lint/runbook-graph.tsx';
import { useLint } from '../lint/use-lint.ts';
import { PermissionsEditor } from '../permissions/permissions-editor.tsx';
import { TryTab } from '../run/try-tab.tsx';
import { ContentTab } from './content-tab.tsx';
import { DocumentFacts } from './document-facts.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { UnsavedBar } from './unsaved-bar.tsx';
import { useDraft, type Draft } from './use-draft.ts';
import { VersionsTab } from './versions-tab.tsx';

/** One document: what it says, how it changed, what it may do, and what it would do. */
export function DocumentView({ shown }: { readonly shown: Output<'getDocument'> }) {
  const t = useWords();
  const [search, setSearch] = useSearchState();
  const [isSaving, setSaving] = useState(false);
  const draft = useDraft(shown);
  const tabs = useTabs(shown, draft);
  return (
    <SpaceBetween size="l">
      <Container>
        <DocumentFacts shown={shown} />
      </Container>
      <UnsavedBar shown={shown} draft={draft} onSave={() => setSaving(true)} />
      <Tabs
        variant="container"
        ariaLabel={t('runbooks.tabs')}
        activeTabId={search['tab'] ?? 'content'}
        onChange={({ detail }) => setSearch({ tab: detail.activeTabId })}
        tabs={tabs}
      />
      {isSaving ? <SaveDialog shown={shown} draft={draft} onDismiss={() => setSaving(false)} /> : undefined}
      <LeaveGuard isUnsaved={() => draft.isChanged} />
    </SpaceBetween>
  );
}

function useTabs(shown: Output<'getDocument'>, draft: Draft): TabsProps.Tab[] {
  const t = useWords();
  const mayEdit = allowedOperation(useMe(), 'importDocument').kind === 'allowed';
  const lint = useLint(draft.text, draft.statements);
  const { name, version } = shown.version;
  const { graph, parameters } = lint.query.data ?? {};
  return [
    {
      id: 'content',
      label: t('runbooks.content'),
      content: <ContentTab shown={shown} draft={draft} lint={lint} mayEdit={mayEdit} />,
    },
    {
      id: 'graph',
      label: t('runbooks.view.graph'),
      content: <RunbookGraph label={t('runbooks.graph.of', { name })} graph={graph} />,
    },
    { id: 'versions', label: t('runbooks.versions'), content: <VersionsTab shown={shown} /> },
    {
      id: 'parameters',
      label: t('runbooks.view.parameters'),
      content: <ParametersTable label={t('runbooks.parameters.of', { name })} parameters={parameters} />,
    },
    {
      id: 'permissions',
      label: t('runbooks.permissions'),
      content: (
        <PermissionsEditor
          text={draft.permissionsText}
          {...(mayEdit ? { onChange: (text: string) => draft.change({ permissionsText: text }) } : {})}
        />
      ),
    },
    {
      id: 'try',
      label: t('runbooks.try'),
      content: (
        <TryTab
          name={name}
          declared={parameters}
          planned={
            draft.isChanged
              ? {
                  kind: 'text',
                  name,
                  text: draft.text,
                  ...(draft.statements === undefined ? {} : { permissions: draft.statements }),
                }
              : { kind: 'stored', name, version: String(version) }
          }
          run={{
            document: { kind: 'stored', name, version: String(version) },
            because: draft.isChanged ? t('runbooks.run.unsaved') : undefined,
          }}
        />
      ),
    },
  ];
}
