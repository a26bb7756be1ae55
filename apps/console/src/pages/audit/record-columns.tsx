import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { AuditRecord } from '@trueup/api-contract';
import { Instant } from '../../components/instant.tsx';
import type { ListColumn } from '../../components/list-table.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWordOf, useWords } from '../../i18n/words.ts';
import { subjectPath } from './subject-path.ts';

/** `open` is the path of this list with the record in its panel. */
export function useRecordColumns(open: (record: AuditRecord) => string): readonly ListColumn<AuditRecord>[] {
  const t = useWords();
  const { number } = useFormats();
  return [
    {
      id: 'seq',
      header: t('audit.seq'),
      width: 90,
      isRowHeader: true,
      cell: (record) => (
        <Link href={open(record)} ariaLabel={t('audit.open', { seq: record.seq })}>
          {number(record.seq)}
        </Link>
      ),
    },
    { id: 'at', header: t('audit.at'), width: 235, cell: ({ at }) => <Instant at={at} /> },
    { id: 'action', header: t('audit.action'), width: 190, cell: ({ action }) => <Action action={action} /> },
    { id: 'subject', header: t('audit.subject'), width: 270, cell: (record) => <Subject record={record} /> },
    { id: 'actor', header: t('audit.actor'), width: 130, cell: ({ actor }) => <Who actor={actor} /> },
    { id: 'gist', header: t('audit.gist'), minWidth: 200, cell: ({ detail }) => gistOf(detail) },
    {
      id: 'hash',
      header: t('audit.hash'),
      shown: false,
      width: 220,
      cell: ({ hash }) => <Box variant="code">{hash.slice(0, 16)}…</Box>,
    },
  ];
}

function Action({ action }: Pick<AuditRecord, 'action'>) {
  const t = useWords();
  return <span title={action}>{t(`recordAction.${action}`)}</span>;
}

export function Subject({ record }: { readonly record: AuditRecord }) {
  const wordOf = useWordOf();
  const path = subjectPath(record);
  const { kind, id } = record.subject;
  return (
    <>
      {wordOf('subject', kind)} {path === undefined ? id : <Link href={path}>{id}</Link>}
    </>
  );
}

export function Who({ actor }: Pick<AuditRecord, 'actor'>) {
  const t = useWords();
  return actor.kind === 'system' ? <>{t('audit.system', { name: actor.name })}</> : <>{actor.name}</>;
}

/** What says most of a record in a line, as it was recorded. */
const TELLING = ['reason', 'why', 'outcome', 'status', 'title', 'justification', 'kind', 'controlId', 'resource'];

function gistOf(detail: AuditRecord['detail']): string {
  const texts = TELLING.flatMap((name) => {
    const value = detail[name];
    return typeof value === 'string' ? [value] : [];
  });
  return texts.slice(0, 2).join(' · ');
}
