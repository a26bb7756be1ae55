import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { LadderProposal, TrackRecord } from '@trueup/api-contract';
import { useWordOf, useWords } from '../../../i18n/words.ts';

interface LadderProps {
  readonly record: TrackRecord;
  /** Verified repairs in a row that automatic asks for; absent where the policy is not known. */
  readonly needed: number | undefined;
}

/** How far the record is from what automatic asks for. */
export function Ladder({ record, needed }: LadderProps) {
  const t = useWords();
  if (needed === undefined) return <>{t('remediations.row.alone', { count: record.verifiedInARow })}</>;
  const text = t('remediations.row', { count: record.verifiedInARow, needed });
  if (record.verifiedInARow >= needed) return <StatusIndicator type="success">{text}</StatusIndicator>;
  return <ProgressBar value={(record.verifiedInARow / needed) * 100} ariaLabel={text} additionalInfo={text} />;
}

/** What the record speaks for. It is proposed, never done: the policy is its owner's. */
export function Proposal({ proposal }: { readonly proposal: LadderProposal }) {
  const t = useWords();
  const wordOf = useWordOf();
  switch (proposal.kind) {
    case 'promote':
      return (
        <StatusIndicator type="info">
          {t('remediations.promote', { mode: wordOf('mode', proposal.to) })}
        </StatusIndicator>
      );
    case 'demote':
      return (
        <StatusIndicator type="warning">
          {t('remediations.demote', { mode: wordOf('mode', proposal.to) })}
        </StatusIndicator>
      );
    case 'keep':
      return <StatusIndicator type="stopped">{t('remediations.keep')}</StatusIndicator>;
  }
}

/** Runs and what became of them, in one line. */
export function useRecordWords(): (record: TrackRecord) => string {
  const t = useWords();
  return ({ runs, verified, failed, undone }) =>
    runs === 0 ? t('remediations.record.none') : t('remediations.record', { runs, verified, failed, undone });
}
