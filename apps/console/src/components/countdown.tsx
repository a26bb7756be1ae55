import LiveRegion from '@cloudscape-design/components/live-region';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { useNow } from './use-now.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Crossing one of these is said aloud; a countdown that is read out each second helps nobody. */
const SAID_AT_MS = [HOUR_MS, 600_000, 60_000, 0];

interface CountdownProps {
  readonly until: string;
  /** Says the last hour, ten minutes and minute to screen readers: for the one countdown that a page is about. */
  readonly announces?: boolean;
}

/** How long it is until then, as it goes by; in seconds within the last hour. */
export function Countdown({ until, announces = false }: CountdownProps) {
  const t = useWords();
  const { duration, instant } = useFormats();
  const end = Date.parse(until);
  const isNear = end - useNow(60_000) <= HOUR_MS + 60_000;
  const left = end - useNow(isNear ? 1_000 : 60_000);
  // A countdown of days does not tell seconds.
  const told = left > DAY_MS ? left - (left % HOUR_MS) : left;
  const crossed = SAID_AT_MS.findLast((ms) => left <= ms);
  const said =
    crossed === undefined ? '' : crossed === 0 ? t('time.over') : t('time.lessThan', { time: duration(crossed) });
  return (
    <>
      <time role="timer" dateTime={until} title={`${instant(until)} (${until})`}>
        {left <= 0 ? (
          <StatusIndicator type="stopped">{t('time.over')}</StatusIndicator>
        ) : left <= HOUR_MS ? (
          <StatusIndicator type="warning">{t('time.left', { time: duration(left) })}</StatusIndicator>
        ) : (
          t('time.left', { time: duration(told) })
        )}
      </time>
      {announces ? <LiveRegion hidden>{said}</LiveRegion> : undefined}
    </>
  );
}
