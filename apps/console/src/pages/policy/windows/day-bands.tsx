import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { CSSProperties } from 'react';
import { useWords } from '../../../i18n/words.ts';
import type { DayBand } from './calendar-days.ts';
import { clockOf } from './zoned-day.ts';

/** More would make a week taller than a screen; the list below the calendar has them all. */
const MOST = 5;

/** What holds on one day, in words: a freeze, or an open change window, and from when to when. */
export function DayBands({ bands, zone }: { readonly bands: readonly DayBand[]; readonly zone: string }) {
  const t = useWords();
  if (bands.length === 0) return null;
  const rest = bands.length - MOST;
  return (
    <ul style={LIST}>
      {bands.slice(0, MOST).map((band, index) => (
        <li key={index}>
          <Box fontSize="body-s">
            <Band band={band} zone={zone} />
          </Box>
        </li>
      ))}
      {rest > 0 ? (
        <li>
          <Box fontSize="body-s">{t('scope.more', { count: rest })}</Box>
        </li>
      ) : undefined}
    </ul>
  );
}

function Band({ band, zone }: { readonly band: DayBand; readonly zone: string }) {
  const t = useWords();
  const isFreeze = band.kind === 'deny';
  const what = t(isFreeze ? 'windows.band.deny' : 'windows.band.allow', { name: band.name });
  const { from, to } = band;
  const isWhole = from === undefined && to === undefined;
  const start = from === undefined ? '00:00' : clockOf(from, zone);
  const end = to === undefined ? '24:00' : clockOf(to, zone);
  const known = isWhole ? t('windows.band.allDay', { what }) : t('windows.band.part', { what, start, end });
  // The words stand beside the indicator, which would break them anywhere.
  return (
    <>
      <StatusIndicator type={band.isGuess === true ? 'pending' : isFreeze ? 'error' : 'success'} />{' '}
      {band.isGuess === true ? t('windows.band.more', { what }) : known}
    </>
  );
}

const LIST: CSSProperties = { listStyle: 'none', margin: 0, padding: 0, overflowWrap: 'anywhere' };
