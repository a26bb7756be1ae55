import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { Finding, FindingSource } from '@trueup/api-contract';
import { Instant } from '../../../components/instant.tsx';
import { Severity } from '../../../components/severity.tsx';
import { Status } from '../../../components/status.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';

/** The last word of each reporter. */
export function SourcesTab({ finding: { sources } }: { readonly finding: Finding }) {
  const t = useWords();
  const wordOf = useWordOf();
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${sources.length})`} description={t('sources.description')}>
          {t('sources.title')}
        </Header>
      }
    >
      <Table<FindingSource>
        variant="borderless"
        wrapLines
        items={[...sources]}
        trackBy="id"
        ariaLabels={{ tableLabel: t('sources.title') }}
        empty={t('common.none')}
        columnDefinitions={[
          {
            id: 'product',
            header: t('sources.product'),
            isRowHeader: true,
            minWidth: 160,
            cell: ({ productName, productArn, own }) => (
              <span title={productArn}>
                {productName ?? productArn} {own ? t('sources.own') : ''}
              </span>
            ),
          },
          {
            id: 'says',
            header: t('sources.says'),
            minWidth: 260,
            cell: ({ title, id, generatorId }) => (
              <>
                {title}
                <Box variant="small" display="block">
                  <span style={{ overflowWrap: 'anywhere' }}>{t('sources.ids', { id, generatorId })}</span>
                </Box>
              </>
            ),
          },
          { id: 'severity', header: t('sources.severity'), cell: ({ severity }) => <Severity value={severity} /> },
          {
            id: 'compliance',
            header: t('sources.compliance'),
            cell: ({ compliance }) => (compliance === undefined ? '–' : <Status of="compliance" value={compliance} />),
          },
          { id: 'record', header: t('sources.record'), cell: ({ recordState }) => wordOf('recordState', recordState) },
          { id: 'since', header: t('sources.since'), cell: ({ statusSince }) => <Instant at={statusSince} /> },
          { id: 'updated', header: t('sources.updated'), cell: ({ updatedAt }) => <Instant at={updatedAt} relative /> },
        ]}
      />
    </Container>
  );
}
