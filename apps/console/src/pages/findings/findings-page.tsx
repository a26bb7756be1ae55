import { Page } from '../../components/page.tsx';
import { useWords } from '../../i18n/words.ts';
import { ControlGroups } from './control-groups.tsx';
import { FindingList } from './finding-list.tsx';
import { useFindingsView } from './use-findings-view.ts';

export function FindingsPage() {
  const t = useWords();
  const view = useFindingsView();
  return (
    <Page title={t('nav.findings')} isTable>
      {view.grouping === 'control' ? <ControlGroups view={view} /> : <FindingList view={view} />}
    </Page>
  );
}
