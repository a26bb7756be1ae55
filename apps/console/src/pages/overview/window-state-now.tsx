import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useAsked } from '../../api/use-asked.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { Part } from './part.tsx';
import { windowState, type WindowState } from './window-state.ts';

const LOOKS: Readonly<Record<WindowState['kind'], StatusIndicatorProps.Type>> = {
  none: 'info',
  frozen: 'stopped',
  open: 'success',
  closed: 'pending',
  free: 'success',
};

/** Whether the calendar lets changes be made now. */
export function WindowStateNow() {
  const query = useAsked('getCalendar', {});
  return <Part query={query}>{({ items }) => <StateLine state={windowState(items)} />}</Part>;
}

function StateLine({ state }: { readonly state: WindowState }) {
  const t = useWords();
  return (
    <>
      <StatusIndicator type={LOOKS[state.kind]}>
        <Link href={pathTo('windows')}>
          {t(`overview.windows.${state.kind}`, { count: 'count' in state ? state.count : 0 })}
        </Link>
      </StatusIndicator>
      <Box variant="small" color="text-body-secondary" display="block">
        <StateDetail state={state} />
        {state.kind !== 'none' && state.partly ? <div>{t('overview.windows.partly')}</div> : undefined}
      </Box>
    </>
  );
}

function StateDetail({ state }: { readonly state: WindowState }) {
  const t = useWords();
  const { instant } = useFormats();
  switch (state.kind) {
    case 'none':
      return t('overview.windows.none.text');
    case 'frozen':
    case 'open':
      return state.until === undefined
        ? t('overview.windows.forGood', { name: state.name })
        : t('overview.windows.until', { name: state.name, at: instant(state.until) });
    case 'closed':
    case 'free':
      return state.from === undefined
        ? t('overview.windows.neverAgain', { name: state.name })
        : t('overview.windows.from', { name: state.name, at: instant(state.from) });
  }
}
