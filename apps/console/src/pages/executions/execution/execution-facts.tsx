import type { Execution, Output } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs, { type KeyValuePairsProps } from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import { CopyText } from '../../../components/copy-text.tsx';
import { Elapsed } from '../../../components/elapsed.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Status } from '../../../components/status.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { RequestedBy } from '../../plans/requested-by.tsx';
import { ExecutionProgress } from './execution-progress.tsx';

type Answer = Output<'getExecution'>;

/** What it is a run of, where, by whom, and how far it is. */
export function ExecutionFacts({ answer }: { readonly answer: Answer }) {
  const t = useWords();
  const { execution } = answer;
  return (
    <Container header={<Header variant="h2">{t('execution.facts')}</Header>}>
      <KeyValuePairs columns={4} items={[...useStanding(answer), ...useOrigin(execution)]} />
    </Container>
  );
}

function useStanding(answer: Answer): KeyValuePairsProps.Item[] {
  const t = useWords();
  const wordOf = useWordOf();
  const { startedAt, finishedAt, phase, status, planId, outcome, wakeAt } = answer.execution;
  return [
    {
      label: t('executions.status'),
      value: (
        <>
          <Status of="automation" value={status} />
          <Box variant="small" display="block">
            {wordOf('phase', phase)}
          </Box>
        </>
      ),
    },
    // What is not of a plan is not verified: its steps alone say how it ended.
    ...(planId === undefined
      ? []
      : [
          {
            label: t('executions.outcome'),
            value: outcome === undefined ? '–' : <Status of="outcome" value={outcome} />,
          },
        ]),
    { label: t('execution.progress'), value: <ExecutionProgress answer={answer} /> },
    {
      label: t('executions.duration'),
      value: (
        <>
          <Elapsed from={startedAt} to={finishedAt} />
          {wakeAt === undefined || finishedAt !== undefined || status === 'Waiting' ? undefined : (
            <Box variant="small" display="block">
              {t('execution.goesOnAt')} <Instant at={wakeAt} relative />
            </Box>
          )}
        </>
      ),
    },
  ];
}

function useOrigin(execution: Execution): KeyValuePairsProps.Item[] {
  const t = useWords();
  const wordOf = useWordOf();
  const { kind, resource, findingId, planId, parent, scope, roleArn, startedBy, startedAt, mode } = execution;
  const links: KeyValuePairsProps.Item[] = [];
  if (resource !== undefined) links.push({ label: t('executions.resource'), value: <CopyText text={resource.arn} /> });
  if (findingId !== undefined)
    links.push({
      label: t('execution.finding'),
      value: <Link href={pathTo('finding', { findingId })}>{findingId}</Link>,
    });
  if (planId !== undefined)
    links.push({ label: t('execution.plan'), value: <Link href={pathTo('plan', { planId })}>{planId}</Link> });
  if (parent !== undefined)
    links.push({
      label: t('execution.parent'),
      value: <Link href={pathTo('execution', { executionId: parent.id }, { step: parent.step })}>{parent.id}</Link>,
    });
  if (roleArn !== undefined) links.push({ label: t('execution.role'), value: <CopyText text={roleArn} /> });
  return [
    {
      label: t('executions.kind'),
      value: t('execution.kindAndMode', { kind: wordOf('executionKind', kind), mode }),
    },
    {
      label: t('executions.place'),
      value: (
        <>
          <Link href={pathTo('account', { accountId: scope.accountId })}>{scope.accountId}</Link> {scope.region}
        </>
      ),
    },
    { label: t('executions.startedBy'), value: <RequestedBy actor={startedBy} /> },
    { label: t('executions.started'), value: <Instant at={startedAt} /> },
    ...links,
  ];
}
