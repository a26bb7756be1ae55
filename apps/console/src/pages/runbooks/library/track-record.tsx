import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { RemediationStanding } from '@trueup/api-contract';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { wholeRecord } from './library-rows.ts';

interface TrackRecordCellProps {
  readonly documentName: string;
  readonly standings: readonly RemediationStanding[];
}

/** What a runbook has shown so far, with a link to the executions behind it. */
export function TrackRecordCell({ documentName, standings }: TrackRecordCellProps) {
  const t = useWords();
  const record = wholeRecord(standings);
  if (record === undefined) return <Box color="text-body-secondary">{t('runbooks.record.noLine')}</Box>;
  if (record.runs === 0) return <Box color="text-body-secondary">{t('runbooks.record.neverRun')}</Box>;
  const { verified, failed, undone, verifiedInARow } = record;
  return (
    <div>
      <Link href={pathTo('executions', {}, { document: documentName })}>
        {t('runbooks.record.count', { verified, count: verifiedInARow })}
      </Link>
      <Box variant="small" color="text-body-secondary" display="block">
        {t('runbooks.record.rest', { failed, undone })}
      </Box>
    </div>
  );
}
