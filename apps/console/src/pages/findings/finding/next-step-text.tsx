import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { Decision, Output } from '@trueup/api-contract';
import { useNow } from '../../../components/use-now.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { nextStep, type NextStep } from './next-step.ts';

interface NextStepTextProps {
  readonly shown: Output<'getFinding'>;
  readonly decision: Decision;
}

/** What to do next, with the way there. */
export function NextStepText({ shown, decision }: NextStepTextProps) {
  const t = useWords();
  const now = useNow(60_000);
  const step = nextStep({ ...shown, decision }, now);
  const way = wayOf(step, shown.finding.id);
  return (
    <Box>
      <Box variant="awsui-key-label">{t('finding.next')}</Box>
      {t(`finding.next.${step.kind}`)} {way === undefined ? undefined : <Link href={way}>{t('finding.next.go')}</Link>}
    </Box>
  );
}

function wayOf(step: NextStep, findingId: string): string | undefined {
  const tab = (name: string): string => pathTo('finding', { findingId }, { tab: name });
  switch (step.kind) {
    case 'follow':
      return pathTo('execution', { executionId: step.executionId });
    case 'approve':
    case 'start':
      return pathTo('plan', { planId: step.planId });
    case 'repaired':
    case 'look':
      return tab('repairs');
    case 'archived':
    case 'resolved':
      return tab('history');
    case 'code':
      return tab('code');
    case 'exception':
      return pathTo('exceptions');
    case 'kill-switch':
      return pathTo('killSwitch');
    case 'window':
      return pathTo('windows');
    case 'suppressed':
    case 'resume':
    case 'by-hand':
    case 'plan':
    case 'automatic':
      return undefined;
  }
}
