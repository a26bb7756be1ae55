import Box from '@cloudscape-design/components/box';
import { useAsked } from '../../api/use-asked.ts';
import { Instant } from '../../components/instant.tsx';
import { Status } from '../../components/status.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';

/** How the last scan went, and how much of it is done while it runs. All in one line of text. */
export function LastScan() {
  const t = useWords();
  const { number } = useFormats();
  const scans = useAsked('listScans', { limit: 1 });
  const scan = scans.data?.items[0];
  if (scan === undefined) return scans.isSuccess ? <>{t('findings.scan.none')}</> : null;
  const { status, startedAt, finishedAt, listsDone, listsTotal, gapsTotal, failure } = scan;
  return (
    <>
      {t('findings.scan.last')}{' '}
      <span title={failure}>
        <Status of="scan" value={status} />
      </span>{' '}
      <Instant at={finishedAt ?? startedAt} relative />
      {status === 'running' ? (
        <> {t('findings.scan.progress', { done: number(listsDone), total: number(listsTotal) })}</>
      ) : undefined}
      {gapsTotal > 0 ? (
        <>
          {' '}
          <Box variant="span" color="text-status-warning">
            {t('findings.scan.gaps', { count: gapsTotal })}
          </Box>
        </>
      ) : undefined}
    </>
  );
}
