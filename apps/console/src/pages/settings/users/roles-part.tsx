import type { Role } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { roleCounts } from './role-counts.ts';

/** What each role may do: in words, and in numbers of the permission matrix. */
export function RolesPart() {
  const t = useWords();
  const { number } = useFormats();
  const wordOf = useWordOf();
  const may = (role: Role): string => t(`settings.role.${role}.may`);
  return (
    <SpaceBetween size="m">
      <Table
        wrapLines
        ariaLabels={{ tableLabel: t('settings.roles') }}
        header={
          <Header variant="h2" description={t('settings.roles.text')}>
            {t('settings.roles')}
          </Header>
        }
        items={[...roleCounts()]}
        trackBy={({ role }) => role}
        columnDefinitions={[
          {
            id: 'role',
            header: t('settings.role'),
            isRowHeader: true,
            minWidth: 150,
            cell: ({ role }) => wordOf('role', role),
          },
          { id: 'may', header: t('settings.roles.may'), minWidth: 260, cell: ({ role }) => may(role) },
          {
            id: 'operations',
            header: t('settings.roles.operations'),
            cell: ({ operations }) => number(operations),
          },
          {
            id: 'everywhere',
            header: t('settings.roles.everywhere'),
            cell: ({ everywhereOnly }) => number(everywhereOnly),
          },
        ]}
      />
      <Box>{t('settings.roles.fourEyes')}</Box>
    </SpaceBetween>
  );
}
