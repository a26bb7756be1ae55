import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { copyFrom, FROM_TEMPLATE, startOfControl, startOfDocument, type CopyFrom } from './copied-from.ts';
import { NewRunbookForm } from './new-runbook-form.tsx';

export function NewRunbookPage() {
  const t = useWords();
  const [search] = useSearchState();
  const from = copyFrom(search['from']);
  return (
    <Page
      title={t('runbooks.new')}
      description={from === undefined ? t('runbooks.new.text') : t('runbooks.new.copied', { name: from.name })}
      above={[{ text: t('nav.runbooks'), href: pathTo('runbooks') }]}
    >
      <Beginning from={from} version={search['version']} />
    </Page>
  );
}

interface BeginningProps {
  readonly from: CopyFrom | undefined;
  readonly version: string | undefined;
}

function Beginning({ from, version }: BeginningProps) {
  if (from === undefined) return <NewRunbookForm start={FROM_TEMPLATE} />;
  return from.kind === 'document' ? (
    <FromDocument name={from.name} version={version} />
  ) : (
    <FromControl kind={from.kind} id={from.name} />
  );
}

function FromControl({ kind, id }: { readonly kind: 'control' | 'undo'; readonly id: string }) {
  const query = useAsked('getControl', { id });
  return <Loaded query={query}>{(detail) => <NewRunbookForm start={startOfControl(kind, detail)} />}</Loaded>;
}

function FromDocument({ name, version }: { readonly name: string; readonly version: string | undefined }) {
  const query = useAsked('getDocument', { name, ...(version === undefined ? {} : { version }) });
  return <Loaded query={query}>{(shown) => <NewRunbookForm start={startOfDocument(shown)} />}</Loaded>;
}
