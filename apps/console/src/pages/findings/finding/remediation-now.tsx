import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Decision, ExplainedFinding, Output } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { Countdown } from '../../../components/countdown.tsx';
import { Instant } from '../../../components/instant.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { RiskBadge } from '../../plans/risk-badge.tsx';
import { NextStepText } from './next-step-text.tsx';

/** Whether it can be repaired now, why or why not, and what to do next. */
export function RemediationNow({ shown }: { readonly shown: Output<'getFinding'> }) {
  const t = useWords();
  const { finding } = shown;
  const { data: explanation } = useAsked('explainDecision', { findingId: finding.id });
  // The finding brings the decision; its explanation says more, a moment later.
  const decision = explanation?.decision.decision ?? shown.decision;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Link href={pathTo('finding', { findingId: finding.id }, { tab: 'guards' })}>{t('finding.why')}</Link>
          }
        >
          {t('finding.remediation')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Box>
          <DecisionText decision={decision} />
          {explanation === undefined ? undefined : <Deciding explanation={explanation} />}
        </Box>
        <NextStepText shown={shown} decision={decision} />
        <RunbookFacts controlId={finding.controlId} explanation={explanation} />
      </SpaceBetween>
    </Container>
  );
}

const LOOKS: Readonly<Record<Decision['kind'], StatusIndicatorProps.Type>> = {
  remediate: 'success',
  propose: 'pending',
  leave: 'stopped',
};

function DecisionText({ decision }: { readonly decision: Decision }) {
  const t = useWords();
  const wordOf = useWordOf();
  return (
    <StatusIndicator type={LOOKS[decision.kind]}>
      {decision.kind === 'remediate'
        ? t('finding.decision.remediate')
        : t(`finding.decision.${decision.kind}`, { reason: wordOf('reason', decision.reason) })}
    </StatusIndicator>
  );
}

/** The guard that decides, in its own words, and until when. */
function Deciding({ explanation: { decision } }: { readonly explanation: ExplainedFinding }) {
  const t = useWords();
  const wordOf = useWordOf();
  const guard =
    decision.guards.find(({ verdict }) => verdict === 'blocks' || verdict === 'unreadable') ??
    decision.guards.find(({ verdict }) => verdict === 'asks');
  const until = decision.until ?? guard?.until;
  if (guard === undefined) return null;
  return (
    <Box color="text-body-secondary">
      {t('finding.decision.guard', { guard: wordOf('guard', guard.guard), detail: guard.detail })}
      {until === undefined ? undefined : (
        <>
          {' '}
          {t('finding.decision.until')} <Instant at={until} /> (<Countdown until={until} />)
        </>
      )}
    </Box>
  );
}

interface RunbookFactsProps {
  readonly controlId: string;
  readonly explanation: ExplainedFinding | undefined;
}

function RunbookFacts({ controlId, explanation }: RunbookFactsProps) {
  const t = useWords();
  const wordOf = useWordOf();
  const { data } = useAsked('getControl', { id: controlId });
  const line = explanation?.line;
  return (
    <KeyValuePairs
      columns={4}
      items={[
        {
          label: t('finding.line'),
          value:
            explanation === undefined ? (
              '–'
            ) : line === undefined ? (
              t('finding.line.none')
            ) : (
              <>
                <Link href={pathTo('remediations')}>{line.name}</Link> ({wordOf('mode', line.mode)})
              </>
            ),
        },
        {
          label: t('finding.runbook'),
          value:
            data === undefined ? (
              t('finding.runbook.none')
            ) : (
              <Link href={pathTo('controlRunbook', { controlId })}>{t('finding.runbook.of', { controlId })}</Link>
            ),
        },
        { label: t('plans.risk'), value: data === undefined ? '–' : <RiskBadge risk={data.control.risk} /> },
        {
          label: t('planPage.reversible'),
          value: data === undefined ? '–' : (data.control.noUndoReason ?? t('planPage.reversible.yes')),
        },
      ]}
    />
  );
}
