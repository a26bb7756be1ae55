import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { ControlDetail } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { MarkdownText } from '../../../components/markdown/markdown-text.tsx';
import { Page } from '../../../components/page.tsx';
import { useGo } from '../../../components/use-go.ts';
import { useParam } from '../../../components/use-param.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { RunbookText } from '../lint/runbook-text.tsx';
import { ControlPermissions } from '../permissions/control-permissions.tsx';
import { RoleTemplate } from '../permissions/role-template.tsx';
import { ControlAbout } from './control-about.tsx';
import { RecordTab } from './record-tab.tsx';

export function ControlRunbookPage() {
  const t = useWords();
  const { controlId } = useParam('controlRunbook');
  const query = useAsked('getControl', { id: controlId });
  const title = query.data?.control.title;
  return (
    <Page
      title={title === undefined ? controlId : t('runbooks.control.title', { id: controlId, title })}
      description={query.data?.control.description}
      above={[{ text: t('nav.runbooks'), href: pathTo('runbooks') }]}
      actions={query.data === undefined ? undefined : <CopyAction controlId={controlId} />}
    >
      <Loaded query={query}>{(detail) => <ControlRunbook key={controlId} detail={detail} />}</Loaded>
    </Page>
  );
}

function CopyAction({ controlId }: { readonly controlId: string }) {
  const t = useWords();
  const go = useGo();
  const [{ tab }] = useSearchState();
  const from = `${tab === 'undo' ? 'undo' : 'control'}:${controlId}`;
  return (
    <OperationButton operation="importDocument" iconName="copy" onClick={() => go(pathTo('newRunbook', {}, { from }))}>
      {t(tab === 'undo' ? 'runbooks.copy.undo' : 'runbooks.copy')}
    </OperationButton>
  );
}

function ControlRunbook({ detail }: { readonly detail: ControlDetail }) {
  const t = useWords();
  const [search, setSearch] = useSearchState();
  const { control, permissions, readme } = detail;
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{t('runbooks.about')}</Header>}>
        <ControlAbout control={control} />
      </Container>
      <Tabs
        variant="container"
        ariaLabel={t('runbooks.tabs')}
        activeTabId={search['tab'] ?? 'runbook'}
        onChange={({ detail: { activeTabId } }) => setSearch({ tab: activeTabId })}
        tabs={[
          {
            id: 'runbook',
            label: t('runbooks.runbook'),
            content: <RunbookText label={t('runbooks.runbook.of', { name: control.id })} content={detail.runbook} />,
          },
          { id: 'undo', label: t('runbooks.undo'), content: <UndoTab detail={detail} /> },
          {
            id: 'permissions',
            label: t('runbooks.permissions'),
            content: (
              <SpaceBetween size="l">
                <ControlPermissions permissions={permissions} />
                <RoleTemplate controlId={control.id} />
              </SpaceBetween>
            ),
          },
          {
            id: 'readme',
            label: t('runbooks.readme'),
            content: <MarkdownText label={t('runbooks.readme')} text={readme} topLevel={2} />,
          },
          { id: 'record', label: t('runbooks.record'), content: <RecordTab controlId={control.id} /> },
        ]}
      />
    </SpaceBetween>
  );
}

function UndoTab({ detail: { control, undoRunbook } }: { readonly detail: ControlDetail }) {
  const t = useWords();
  if (undoRunbook !== undefined) {
    return <RunbookText label={t('runbooks.undo.of', { name: control.id })} content={undoRunbook} />;
  }
  return (
    <Alert type="info" header={t('runbooks.undo.noRunbook')}>
      {control.noUndoReason}
    </Alert>
  );
}
