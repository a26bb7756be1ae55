import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useParam } from '../../../components/use-param.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { DocumentActions } from './document-actions.tsx';
import { DocumentView } from './document-view.tsx';

export function DocumentRunbookPage() {
  const t = useWords();
  const { documentName } = useParam('documentRunbook');
  const [{ version }] = useSearchState();
  const asked = { name: documentName, ...(version === undefined ? {} : { version }) };
  const query = useAsked('getDocument', asked, { keepPrevious: true });
  // What was kept may be of the document before.
  const data = query.data?.document.name === documentName ? query.data : undefined;
  return (
    <Page
      title={documentName}
      description={data?.version.displayName}
      above={[{ text: t('nav.runbooks'), href: pathTo('runbooks') }]}
      actions={data === undefined ? undefined : <DocumentActions shown={data} />}
    >
      <Loaded query={{ data, error: query.error, refetch: query.refetch }}>
        {(shown) => <DocumentView key={documentName} shown={shown} />}
      </Loaded>
    </Page>
  );
}
