import type { Overview } from '@trueup/api-contract';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { Figure } from './figure.tsx';
import { KillSwitchState } from './kill-switch-state.tsx';
import { OpenFigure, OverdueFigure } from './open-figures.tsx';
import { outcomePath } from './outcome-links.ts';
import { WindowStateNow } from './window-state-now.tsx';

const UNFINISHED = 'checking,running,verifying';

/** How everything stands, in the numbers that are looked at first. */
export function Standing({ overview, days }: { readonly overview: Overview; readonly days: number }) {
  const t = useWords();
  const { number } = useFormats();
  const { open, waitingApprovals, runningExecutions, killSwitches } = overview;
  const waiting = (
    <Figure value={number(waitingApprovals)} href={pathTo('plans', {}, { status: 'waiting-for-approval' })}>
      {t('overview.waiting.text')}
    </Figure>
  );
  const running = (
    <Figure value={number(runningExecutions)} href={pathTo('executions', {}, { phase: UNFINISHED })}>
      {t('overview.running.text')}
    </Figure>
  );
  return (
    <Container header={<Header variant="h2">{t('overview.standing')}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: t('overview.open'), value: <OpenFigure open={open} /> },
          { label: t('overview.overdue'), value: <OverdueFigure open={open} /> },
          { label: t('overview.waiting'), value: waiting },
          { label: t('overview.running'), value: running },
          { label: t('overview.meanTime'), value: <MeanTime overview={overview} days={days} /> },
          { label: t('overview.ended', { days }), value: <Ended overview={overview} /> },
          { label: t('overview.killSwitch'), value: <KillSwitchState killSwitches={killSwitches} /> },
          { label: t('overview.windows'), value: <WindowStateNow /> },
        ]}
      />
    </Container>
  );
}

interface Repairs {
  readonly overview: Pick<Overview, 'remediation' | 'trend'>;
}

function MeanTime({ overview, days }: Repairs & { readonly days: number }) {
  const t = useWords();
  const { duration } = useFormats();
  const { count, mean, p50, p90 } = overview.remediation.secondsToRemediate;
  if (count === 0)
    return (
      <Figure value="–" href={outcomePath(overview, 'verified')}>
        {t('overview.meanTime.none', { days })}
      </Figure>
    );
  return (
    <Figure value={duration(mean * 1000)} href={outcomePath(overview, 'verified')}>
      {t('overview.meanTime.text', { count, half: duration(p50 * 1000), most: duration(p90 * 1000) })}
    </Figure>
  );
}

/** What became of the repairs. */
function Ended({ overview }: Repairs) {
  const t = useWords();
  const { number } = useFormats();
  const { verified, failed, stillNonCompliant, undone } = overview.remediation;
  const missed = outcomePath(overview, 'failed', 'stillNonCompliant');
  const line = (look: StatusIndicatorProps.Type, text: string, count: number, href: string): ReactNode => (
    <StatusIndicator type={count === 0 ? 'info' : look}>
      {text} <Link href={href}>{number(count)}</Link>
    </StatusIndicator>
  );
  return (
    <SpaceBetween size="xxs">
      {line('success', t('overview.verified'), verified, outcomePath(overview, 'verified'))}
      {line('error', t('overview.failed'), failed + stillNonCompliant, missed)}
      {line('stopped', t('overview.undone'), undone, outcomePath(overview, 'undone'))}
    </SpaceBetween>
  );
}
