import Box from '@cloudscape-design/components/box';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PolicyLine, PolicyView } from '@trueup/api-contract';
import { JsonView } from '../../../components/json-view.tsx';
import { ScopeWords } from '../../../components/scope-words.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { Ladder, Proposal, useRecordWords } from './ladder.tsx';
import { OpenFindingsLink, RunbookLink } from './remediation-links.tsx';
import type { RemediationRow } from './remediation-rows.ts';

interface RemediationPanelProps {
  readonly row: RemediationRow;
  readonly policy: PolicyView | undefined;
  readonly title: string | undefined;
}

/** One line on one control: its record first, then what it does and how. */
export function RemediationPanel({ row, policy, title }: RemediationPanelProps) {
  const t = useWords();
  const { standing, line } = row;
  const record = useRecordItems(row, policy);
  const runs = useRunItems(row, line);
  return (
    <SpaceBetween size="l">
      {title === undefined ? undefined : <Box>{title}</Box>}
      {standing === undefined ? <Box>{t('remediations.noControl.text')}</Box> : undefined}
      <KeyValuePairs columns={4} items={[...record, ...runs]} />
      {line?.pattern === undefined ? undefined : (
        <JsonView label={t('remediations.pattern')} value={line.pattern} height="14rem" />
      )}
      <Box>
        {t('remediations.asCode')} <Link href={pathTo('policySource')}>{t('remediations.openPolicy')}</Link>
      </Box>
    </SpaceBetween>
  );
}

function useRecordItems(row: RemediationRow, policy: PolicyView | undefined): KeyValuePairsProps.Item[] {
  const t = useWords();
  const recordWords = useRecordWords();
  const { standing } = row;
  if (standing === undefined) return [];
  return [
    { label: t('remediations.recordHeader'), value: recordWords(standing.record) },
    {
      label: t('remediations.ladder'),
      value: <Ladder record={standing.record} needed={policy?.promotion.verifiedInARow} />,
    },
    {
      label: t('remediations.proposal'),
      value: (
        <>
          <Proposal proposal={standing.proposal} />
          <Box variant="small" display="block" color="text-body-secondary">
            {standing.proposal.why}
          </Box>
        </>
      ),
    },
    { label: t('remediations.openFindings'), value: <OpenFindingsLink row={row} /> },
  ];
}

function useRunItems(row: RemediationRow, line: PolicyLine | undefined): KeyValuePairsProps.Item[] {
  const t = useWords();
  const wordOf = useWordOf();
  const { percent, duration } = useFormats();
  const yesNo = (is: boolean): string => t(is ? 'common.yes' : 'common.no');
  const mode: KeyValuePairsProps.Item = { label: t('remediations.mode'), value: wordOf('mode', row.mode) };
  const runbook: KeyValuePairsProps.Item = { label: t('remediations.runbook'), value: <RunbookLink row={row} /> };
  if (line === undefined) return [mode, runbook];
  const attempts = { count: line.attempts, within: duration(line.retrySeconds * 1000) };
  return [
    mode,
    ...(line.override === undefined ? [] : [{ label: t('remediations.override'), value: line.override }]),
    runbook,
    ...(line.runbook?.version === undefined ? [] : [{ label: t('remediations.version'), value: line.runbook.version }]),
    { label: t('remediations.scope'), value: <ScopeWords scope={line.scope} /> },
    ...(line.configRules === undefined
      ? []
      : [{ label: t('remediations.configRules'), value: line.configRules.join(', ') }]),
    { label: t('remediations.attempts'), value: t('remediations.attempts.text', attempts) },
    {
      label: t('remediations.concurrency'),
      value: t('remediations.ofResources', { share: percent(line.concurrencyPercent) }),
    },
    { label: t('remediations.errors'), value: t('remediations.ofResources', { share: percent(line.errorPercent) }) },
    { label: t('remediations.undoOnFailure'), value: yesNo(line.undoOnFailure) },
    { label: t('remediations.changeOwned'), value: yesNo(line.changeOwned) },
  ];
}
