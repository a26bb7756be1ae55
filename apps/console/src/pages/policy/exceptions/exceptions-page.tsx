import { useState } from 'react';
import { Page } from '../../../components/page.tsx';
import { useAct } from '../../../api/use-act.ts';
import { useGo } from '../../../components/use-go.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { draftOfSearch } from '../../../forms/scope-draft.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { exceptionInput, newDraft, type ExceptionDraft } from './exception-draft.ts';
import { ExceptionForm } from './exception-form.tsx';
import { ExceptionsTable } from './exceptions-table.tsx';

/** What may stay as it is, until when, and who said so; with `new=1` in the URL, the form for another one. */
export function ExceptionsPage() {
  const t = useWords();
  const [search] = useSearchState();
  if (search['new'] === '1') return <NewException />;
  return (
    <Page title={t('nav.exceptions')} isTable>
      <ExceptionsTable />
    </Page>
  );
}

function NewException() {
  const t = useWords();
  const go = useGo();
  const notices = useNotices();
  const [search] = useSearchState();
  const [initial] = useState(() => newDraft(draftOfSearch(search), Date.now()));
  const place = useAct('placeException', ({ id }) => {
    notices.done(t('exceptions.placed', { id }));
    go(pathTo('exception', { exceptionId: id }));
  });
  const submit = (draft: ExceptionDraft): void => {
    const input = exceptionInput(draft);
    const id = draft.id.trim();
    if (input !== undefined) place.mutate({ ...input, ...(id === '' ? {} : { id }) });
  };
  return (
    <Page
      title={t('exceptions.new')}
      description={t('exceptions.text')}
      above={[{ text: t('nav.exceptions'), href: pathTo('exceptions') }]}
    >
      <ExceptionForm
        initial={initial}
        operation="placeException"
        isPending={place.isPending}
        problem={place.error}
        onSubmit={submit}
        onCancel={() => go(pathTo('exceptions'))}
      />
    </Page>
  );
}
