import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import Modal from '@cloudscape-design/components/modal';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import type { Bulk, BulkOutcome } from './use-bulk.ts';

/** What was done and what was refused, finding by finding, while it happens. */
export function BulkResults({ bulk }: { readonly bulk: Bulk }) {
  const t = useWords();
  const { number } = useFormats();
  const { title, total, results, isRunning } = bulk;
  if (title === undefined) return null;
  const done = results.filter(({ outcome }) => outcome.kind === 'done').length;
  return (
    <Modal
      visible
      size="large"
      header={title}
      onDismiss={bulk.close}
      footer={
        <Box float="right">
          {isRunning ? (
            <Button onClick={bulk.stop}>{t('findings.bulk.stop')}</Button>
          ) : (
            <Button variant="primary" onClick={bulk.close}>
              {t('common.close')}
            </Button>
          )}
        </Box>
      }
    >
      <SpaceBetween size="m">
        <ProgressBar
          value={total === 0 ? 100 : (results.length / total) * 100}
          label={t('findings.bulk.progress', { done: number(results.length), total: number(total) })}
          additionalInfo={t('findings.bulk.counts', { done, refused: results.length - done })}
        />
        <Table
          variant="embedded"
          ariaLabels={{ tableLabel: title }}
          items={[...results].toSorted((one, other) => rank(one.outcome) - rank(other.outcome))}
          trackBy={({ finding }) => finding.id}
          wrapLines
          columnDefinitions={[
            {
              id: 'outcome',
              header: t('findings.bulk.outcome'),
              cell: ({ outcome }) => <Outcome outcome={outcome} />,
              width: 330,
            },
            {
              id: 'finding',
              header: t('findings.column.title'),
              cell: ({ finding }) => <Link href={pathTo('finding', { findingId: finding.id })}>{finding.title}</Link>,
              isRowHeader: true,
            },
            { id: 'resource', header: t('findings.column.resource'), cell: ({ finding }) => finding.resource.id },
          ]}
          empty={t('findings.bulk.nothingYet')}
        />
      </SpaceBetween>
    </Modal>
  );
}

/** What was refused stands first: somebody must look at it. */
const rank = ({ kind }: BulkOutcome): number => (kind === 'refused' ? 0 : 1);

function Outcome({ outcome }: { readonly outcome: BulkOutcome }) {
  const t = useWords();
  const { kind, text } = outcome;
  const href = outcome.kind === 'done' ? outcome.href : undefined;
  return (
    <>
      <StatusIndicator type={kind === 'done' ? 'success' : 'error'}>{t(`findings.bulk.${kind}`)}</StatusIndicator>
      <div>{href === undefined ? text : <Link href={href}>{text}</Link>}</div>
    </>
  );
}
