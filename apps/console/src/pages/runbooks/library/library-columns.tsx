import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import type { ListColumn } from '../../../components/list-table.tsx';
import { Severity } from '../../../components/severity.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { RiskBadge } from '../../plans/risk-badge.tsx';
import { ownRunbookName, type LibraryRow } from './library-rows.ts';
import { TrackRecordCell } from './track-record.tsx';

export const pathOfRow = (row: LibraryRow): string =>
  row.kind === 'control'
    ? pathTo('controlRunbook', { controlId: row.name })
    : pathTo('documentRunbook', { documentName: row.name });

interface LibraryColumnsProps {
  /** Undefined: not known, as the person may not see it. */
  readonly showsRecord: boolean;
  readonly onShow: (row: LibraryRow) => void;
}

export function useLibraryColumns({ showsRecord, onShow }: LibraryColumnsProps): readonly ListColumn<LibraryRow>[] {
  const t = useWords();
  return [
    ...useWhatColumns(),
    {
      id: 'record',
      header: t('runbooks.record'),
      width: 200,
      cell: (row) =>
        showsRecord ? (
          <TrackRecordCell
            documentName={row.kind === 'control' ? ownRunbookName(row.name) : row.name}
            standings={row.standings}
          />
        ) : (
          t('common.unknown')
        ),
    },
    {
      id: 'permissions',
      header: t('runbooks.permissions'),
      width: 140,
      cell: (row) => (
        <Button
          variant="inline-link"
          ariaLabel={t('runbooks.permissions.showOf', { name: row.name })}
          onClick={() => onShow(row)}
        >
          {t('runbooks.permissions.show')}
        </Button>
      ),
    },
    ...useOriginColumns(),
  ];
}

function useWhatColumns(): readonly ListColumn<LibraryRow>[] {
  const t = useWords();
  return [
    {
      id: 'name',
      header: t('runbooks.name'),
      isRowHeader: true,
      width: 150,
      cell: (row) => <Link href={pathOfRow(row)}>{row.name}</Link>,
    },
    { id: 'what', header: t('runbooks.control'), width: 270, cell: (row) => <What row={row} /> },
    {
      id: 'risk',
      header: t('runbooks.risk'),
      width: 150,
      cell: (row) => (row.kind === 'control' ? <RiskBadge risk={row.control.risk} /> : t('runbooks.risk.unrated')),
    },
    { id: 'undo', header: t('runbooks.undo'), width: 150, cell: (row) => <Undo row={row} /> },
  ];
}

function What({ row }: { readonly row: LibraryRow }) {
  const t = useWords();
  if (row.kind === 'control') return <>{row.control.title}</>;
  if (row.standings.length === 0) return <Box color="text-body-secondary">{t('runbooks.control.none')}</Box>;
  return (
    <>
      {row.standings.map(({ controlId }, index) => (
        <span key={controlId}>
          {index === 0 ? '' : ', '}
          <Link href={pathTo('controlRunbook', { controlId })}>{controlId}</Link>
        </span>
      ))}
    </>
  );
}

function Undo({ row }: { readonly row: LibraryRow }) {
  const t = useWords();
  if (row.kind === 'document') return <Box color="text-body-secondary">{t('runbooks.undo.byLine')}</Box>;
  const { noUndoReason } = row.control;
  if (noUndoReason !== undefined) return <>{t('runbooks.undo.none', { reason: noUndoReason })}</>;
  const href = pathTo('controlRunbook', { controlId: row.name }, { tab: 'undo' });
  return (
    <Link href={href} ariaLabel={t('runbooks.undo.runbookOf', { name: row.name })}>
      {t('runbooks.undo.runbook')}
    </Link>
  );
}

function useOriginColumns(): readonly ListColumn<LibraryRow>[] {
  const t = useWords();
  const { number } = useFormats();
  return [
    {
      id: 'owner',
      header: t('runbooks.owner'),
      width: 140,
      cell: (row) => (row.kind === 'control' ? t('runbooks.owner.trueup') : row.document.owner),
    },
    {
      id: 'version',
      header: t('runbooks.version'),
      width: 130,
      cell(row) {
        if (row.kind === 'control') return t('runbooks.version.installed');
        const { defaultVersion, latestVersion } = row.document;
        return defaultVersion === latestVersion
          ? number(defaultVersion)
          : t('runbooks.version.of', { defaultVersion, latestVersion });
      },
    },
    {
      id: 'severity',
      header: t('runbooks.severity'),
      shown: false,
      width: 130,
      cell: (row) => (row.kind === 'control' ? <Severity value={row.control.severity} /> : ''),
    },
    {
      id: 'resourceTypes',
      header: t('runbooks.resourceTypes'),
      shown: false,
      width: 220,
      cell: (row) => (row.kind === 'control' ? row.control.resourceTypes.join(', ') : (row.document.targetType ?? '')),
    },
  ];
}
