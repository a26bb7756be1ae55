import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { useWords } from '../../../i18n/words.ts';
import { DocumentPermissions } from '../permissions/document-permissions.tsx';
import { ControlPermissions } from '../permissions/control-permissions.tsx';
import { pathOfRow } from './library-columns.tsx';
import type { LibraryRow } from './library-rows.ts';

/** What a runbook may do, beside the list. */
export function RunbookPanel({ row }: { readonly row: LibraryRow }) {
  const t = useWords();
  return (
    <SpaceBetween size="m">
      <Box>
        {row.kind === 'control' ? row.control.description : undefined}{' '}
        <Link href={pathOfRow(row)}>{t('runbooks.open')}</Link>
      </Box>
      {row.kind === 'control' ? <OfControl controlId={row.name} /> : <OfDocument name={row.name} />}
    </SpaceBetween>
  );
}

function OfControl({ controlId }: { readonly controlId: string }) {
  const query = useAsked('getControl', { id: controlId });
  return <Loaded query={query}>{({ permissions }) => <ControlPermissions permissions={permissions} />}</Loaded>;
}

function OfDocument({ name }: { readonly name: string }) {
  const query = useAsked('getDocument', { name });
  return <Loaded query={query}>{({ version }) => <DocumentPermissions permissions={version.permissions} />}</Loaded>;
}
