import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PermissionStatement } from '@trueup/api-contract';
import { JsonView } from '../../../components/json-view.tsx';
import { useWords } from '../../../i18n/words.ts';
import { StatementsTable } from './statements-table.tsx';

interface DocumentPermissionsProps {
  /** Absent: nothing narrows it. */
  readonly permissions: readonly PermissionStatement[] | undefined;
}

/** All that a stored document may do, where that was said. */
export function DocumentPermissions({ permissions }: DocumentPermissionsProps) {
  const t = useWords();
  if (permissions === undefined) {
    return (
      <Alert type="warning" header={t('runbooks.permissions.unbounded')}>
        {t('runbooks.permissions.unbounded.text')}
      </Alert>
    );
  }
  return (
    <SpaceBetween size="m">
      <StatementsTable label={t('runbooks.permissions.bounded')} statements={permissions} />
      <JsonView label={t('runbooks.permissions.json')} value={permissions} height="18rem" />
    </SpaceBetween>
  );
}
