import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { ExplainedLine } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { GuardsTable } from './guards-table.tsx';

/** Why it is decided so: every guard, and every line of the policy. */
export function GuardsTab({ findingId }: { readonly findingId: string }) {
  const t = useWords();
  const query = useAsked('explainDecision', { findingId });
  return (
    <Loaded query={query}>
      {({ decision, lines, target }) => (
        <SpaceBetween size="l">
          <Container
            header={
              <Header variant="h2" counter={`(${decision.guards.length})`} description={t('guards.description')}>
                {t('guards.title')}
              </Header>
            }
          >
            <GuardsTable label={t('guards.title')} guards={decision.guards} />
          </Container>
          <Container
            header={
              <Header
                variant="h2"
                counter={`(${lines.length})`}
                description={t('lines.description')}
                actions={<Link href={pathTo('remediations')}>{t('nav.remediations')}</Link>}
              >
                {t('lines.title')}
              </Header>
            }
          >
            <SpaceBetween size="s">
              <Lines lines={lines} />
              <Tags tags={target.tags} />
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      )}
    </Loaded>
  );
}

function Lines({ lines }: { readonly lines: readonly ExplainedLine[] }) {
  const t = useWords();
  const wordOf = useWordOf();
  return (
    <Table<ExplainedLine>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...lines]}
      trackBy="name"
      ariaLabels={{ tableLabel: t('lines.title') }}
      empty={t('lines.none')}
      columnDefinitions={[
        {
          id: 'name',
          header: t('lines.name'),
          isRowHeader: true,
          cell: ({ name, decides }) => (decides ? <b>{name}</b> : name),
        },
        { id: 'mode', header: t('lines.mode'), cell: ({ mode }) => wordOf('mode', mode) },
        {
          id: 'coverage',
          header: t('lines.coverage'),
          cell: ({ coverage, by }) => t(`lines.coverage.${coverage}`, { by: by ?? '' }),
        },
        {
          id: 'decides',
          header: t('lines.decides'),
          cell: ({ decides }) =>
            decides ? <StatusIndicator type="success">{t('lines.decides.yes')}</StatusIndicator> : '–',
        },
      ]}
    />
  );
}

/** Tags decide about scopes: that nobody has read them is worth knowing. */
function Tags({ tags }: { readonly tags: Readonly<Record<string, string>> | undefined }) {
  const t = useWords();
  if (tags === undefined) return <Box>{t('lines.tags.unread')}</Box>;
  const all = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return <Box>{all.length === 0 ? t('lines.tags.none') : t('lines.tags', { tags: all.join(', ') })}</Box>;
}
