import { Page } from '../../components/page.tsx';
import { useWords } from '../../i18n/words.ts';
import { FindingsTable } from './findings-table.tsx';
import { useFindingsView } from './use-findings-view.ts';

export function FindingsPage() {
  const t = useWords();
  const view = useFindingsView();
  return (
    <Page title={t('nav.findings')} isTable>
      <FindingsTable view={view} />
    </Page>
  );
}
