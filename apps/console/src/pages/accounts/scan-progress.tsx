import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useAsked } from '../../api/use-asked.ts';
import { useWords } from '../../i18n/words.ts';

const OFTEN_MS = 2_000;

/** How far a scan is that runs: in lists of resources, which is how it reads. */
export function ScanProgress({ id }: { readonly id: string }) {
  const t = useWords();
  const { data } = useAsked('getScan', { id }, { everyMs: OFTEN_MS });
  if (data === undefined || data.status !== 'running') return null;
  const { listsDone, listsTotal } = data;
  return (
    <ProgressBar
      label={t('accounts.scan.running')}
      value={listsTotal === 0 ? 0 : Math.floor((listsDone / listsTotal) * 100)}
      description={t('accounts.scan.lists', { done: listsDone, total: listsTotal })}
    />
  );
}
