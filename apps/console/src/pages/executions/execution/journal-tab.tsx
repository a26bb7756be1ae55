import type { JournalEntry } from '@trueup/api-contract';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { JournalTable } from './journal-table.tsx';

/** Every call that the execution made, also those before and after its steps. */
export function JournalTab({ journal }: { readonly journal: readonly JournalEntry[] }) {
  const t = useWords();
  const [search, setSearch] = useSearchState();
  const onlyWrites = search['calls'] === 'writes';
  const writes = journal.filter(({ access }) => access === 'write');
  return (
    <SpaceBetween size="s">
      <Toggle
        checked={onlyWrites}
        onChange={({ detail }) => setSearch({ calls: detail.checked ? 'writes' : undefined })}
      >
        {t('journal.onlyWrites', { count: writes.length })}
      </Toggle>
      <JournalTable label={t('execution.tab.journal')} journal={onlyWrites ? writes : journal} whole />
    </SpaceBetween>
  );
}
