import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ControlDetail } from '@trueup/api-contract';
import { useWords } from '../../../i18n/words.ts';
import { StatementsTable } from './statements-table.tsx';

/** What finding, repairing and undoing take in the account of the resource. */
export function ControlPermissions({ permissions }: { readonly permissions: ControlDetail['permissions'] }) {
  const t = useWords();
  const { detect, remediate, undo } = permissions;
  return (
    <SpaceBetween size="m">
      <StatementsTable label={t('runbooks.permissions.remediate')} statements={remediate} />
      <StatementsTable label={t('runbooks.permissions.undo')} statements={undo} />
      <StatementsTable
        label={t('runbooks.permissions.detect')}
        statements={detect.length === 0 ? [] : [{ Action: detect, Resource: '*' }]}
      />
      <Box color="text-body-secondary">{t('runbooks.permissions.placeholders')}</Box>
    </SpaceBetween>
  );
}
