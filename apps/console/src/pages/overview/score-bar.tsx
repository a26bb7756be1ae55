import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useWords } from '../../i18n/words.ts';

/** A score in percent; null where nothing is known that could be scored. */
export function ScoreBar({ score, of }: { readonly score: number | null | undefined; readonly of: string }) {
  const t = useWords();
  if (score === null || score === undefined) return <>{t('overview.noScore')}</>;
  return <ProgressBar value={score} ariaLabel={t('overview.scoreOf', { of })} />;
}
