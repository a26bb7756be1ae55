import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { PermissionStatement, Plan } from '@trueup/api-contract';
import { useWords } from '../../../i18n/words.ts';

/** What the member role is narrowed to while it runs. */
export function PlanPermissions({ plan: { permissions, chosen } }: { readonly plan: Plan }) {
  const t = useWords();
  const title = t('planPage.permissions');
  const all = <Box variant="code">*</Box>;
  return (
    <Container
      header={
        <Header variant="h2" description={t('planPage.permissions.description')}>
          {title}
        </Header>
      }
    >
      {chosen?.roleArn === undefined ? undefined : (
        <Box>{t('planPage.permissions.role', { role: chosen.roleArn })}</Box>
      )}
      {permissions === undefined ? (
        <Box>{t('planPage.permissions.unknown')}</Box>
      ) : (
        <Table<PermissionStatement>
          variant="borderless"
          contentDensity="compact"
          wrapLines
          items={[...permissions]}
          ariaLabels={{ tableLabel: title }}
          empty={t('planPage.permissions.none')}
          columnDefinitions={[
            {
              id: 'actions',
              header: t('planPage.permissions.actions'),
              isRowHeader: true,
              minWidth: 200,
              cell: ({ Action }) => <Lines of={Action} />,
            },
            {
              id: 'resources',
              header: t('planPage.permissions.resources'),
              minWidth: 250,
              cell: ({ Resource }) =>
                Resource === '*' ? all : <Lines of={typeof Resource === 'string' ? [Resource] : Resource} />,
            },
            {
              id: 'condition',
              header: t('planPage.permissions.condition'),
              minWidth: 200,
              cell: ({ Condition }) =>
                Condition === undefined ? '–' : <Lines of={[JSON.stringify(Condition, undefined, 2)]} />,
            },
          ]}
        />
      )}
    </Container>
  );
}

function Lines({ of }: { readonly of: readonly string[] }) {
  return of.map((line) => (
    <div key={line} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      <Box variant="code">{line}</Box>
    </div>
  ));
}
