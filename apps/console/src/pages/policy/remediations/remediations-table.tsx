import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { PolicyView } from '@trueup/api-contract';
import { ListTable, type ListColumn, type ListTableProps } from '../../../components/list-table.tsx';
import { ScopeWords } from '../../../components/scope-words.tsx';
import { usePagesOf } from '../../../components/use-pages-of.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { Ladder, Proposal, useRecordWords } from './ladder.tsx';
import { OpenFindingsLink, RunbookLink } from './remediation-links.tsx';
import { narrowedRows, type RemediationRow } from './remediation-rows.ts';

const PAGE = 50;
const MODES = ['manual', 'approval', 'automatic'] as const;

interface RemediationsTableProps {
  readonly rows: readonly RemediationRow[];
  readonly policy: PolicyView | undefined;
  readonly titles: ReadonlyMap<string, string>;
  readonly query: ListTableProps<RemediationRow>['query'];
}

export function RemediationsTable({ rows, policy, titles, query }: RemediationsTableProps) {
  const t = useWords();
  const { number } = useFormats();
  const [search] = useSearchState();
  const columns = useColumns(policy, titles);
  const shown = narrowedRows(rows, { text: search['text'] ?? '', mode: search['mode'] });
  const { items, ...paging } = usePagesOf(shown, PAGE);
  return (
    <ListTable<RemediationRow>
      name="remediations"
      title={t('remediations.lines')}
      counter={`(${number(shown.length)})`}
      columns={columns}
      items={items}
      trackBy={({ key }) => key}
      query={query}
      paging={paging}
      wrapLines
      filter={<Filter />}
      empty={rows.length === 0 ? <NoLines /> : <Box>{t('remediations.noMatch')}</Box>}
    />
  );
}

function NoLines() {
  const t = useWords();
  return (
    <SpaceBetween size="xs">
      <Box>{t('remediations.empty')}</Box>
      <Link href={pathTo('policySource')}>{t('remediations.openPolicy')}</Link>
    </SpaceBetween>
  );
}

function Filter() {
  const t = useWords();
  const [search, change] = useSearchState();
  const options = [
    { value: '', label: t('remediations.allModes') },
    ...MODES.map((value) => ({ value, label: t(`mode.${value}`) })),
  ];
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <TextFilter
        filteringText={search['text'] ?? ''}
        filteringPlaceholder={t('remediations.find')}
        filteringAriaLabel={t('remediations.find')}
        onChange={({ detail }) => change({ text: detail.filteringText === '' ? undefined : detail.filteringText })}
      />
      <Select
        ariaLabel={t('remediations.mode')}
        options={options}
        selectedOption={options.find(({ value }) => value === (search['mode'] ?? '')) ?? null}
        onChange={({ detail }) => change({ mode: detail.selectedOption.value || undefined })}
      />
    </SpaceBetween>
  );
}

function useColumns(
  policy: PolicyView | undefined,
  titles: ReadonlyMap<string, string>,
): readonly ListColumn<RemediationRow>[] {
  const t = useWords();
  const wordOf = useWordOf();
  const recordColumns = useRecordColumns(policy);
  const [search] = useSearchState();
  const opens = (key: string): string => pathTo('remediations', {}, { ...search, selected: key });
  return [
    {
      id: 'name',
      header: t('remediations.line'),
      isRowHeader: true,
      width: 150,
      cell: ({ key, name }) => <Link href={opens(key)}>{name}</Link>,
    },
    {
      id: 'control',
      header: t('remediations.control'),
      width: 120,
      cell: ({ standing }) => {
        if (standing === undefined) return t('remediations.noControl');
        const { controlId } = standing;
        return <span title={titles.get(controlId)}>{controlId}</span>;
      },
    },
    {
      id: 'mode',
      header: t('remediations.mode'),
      width: 130,
      cell: ({ mode, line }) => (
        <>
          {wordOf('mode', mode)}
          {line?.override === undefined ? undefined : (
            <Box variant="small" color="text-body-secondary" display="block">
              <span title={line.override}>{t('remediations.byOverride')}</span>
            </Box>
          )}
        </>
      ),
    },
    ...recordColumns,
    { id: 'runbook', header: t('remediations.runbook'), width: 190, cell: (row) => <RunbookLink row={row} /> },
    {
      id: 'scope',
      header: t('remediations.scope'),
      width: 240,
      cell: ({ line }) => (line === undefined ? t('common.unknown') : <ScopeWords scope={line.scope} most={2} />),
    },
  ];
}

/** What the line has shown on the control. */
function useRecordColumns(policy: PolicyView | undefined): readonly ListColumn<RemediationRow>[] {
  const t = useWords();
  const recordWords = useRecordWords();
  return [
    {
      id: 'record',
      header: t('remediations.recordHeader'),
      width: 170,
      cell: ({ standing }) => (standing === undefined ? t('common.none') : recordWords(standing.record)),
    },
    {
      id: 'ladder',
      header: t('remediations.ladder'),
      width: 170,
      cell: ({ standing }) =>
        standing === undefined ? (
          t('common.none')
        ) : (
          <Ladder record={standing.record} needed={policy?.promotion.verifiedInARow} />
        ),
    },
    {
      id: 'proposal',
      header: t('remediations.proposal'),
      width: 190,
      cell: ({ standing }) =>
        standing === undefined ? (
          t('common.none')
        ) : (
          <span title={standing.proposal.why}>
            <Proposal proposal={standing.proposal} />
          </span>
        ),
    },
    {
      id: 'open',
      header: t('remediations.openFindings'),
      width: 130,
      cell: (row) => <OpenFindingsLink row={row} />,
    },
  ];
}
