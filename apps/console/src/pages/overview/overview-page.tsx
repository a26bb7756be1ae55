import type { AccountSummary, Overview } from '@trueup/api-contract';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAsked } from '../../api/use-asked.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { useSearchState } from '../../components/use-search-state.ts';
import { useWords } from '../../i18n/words.ts';
import { AccountsPart } from './accounts-part.tsx';
import { FirstSteps } from './first-steps.tsx';
import { openTotals } from './open-links.ts';
import { OutcomesPart } from './outcomes-part.tsx';
import { SeverityPart } from './severity-part.tsx';
import { Standing } from './standing.tsx';
import { StandardsPart } from './standards-part.tsx';
import { TrendPart } from './trend-part.tsx';

const SPANS = [7, 30, 90] as const;
/** The server's numbers are ten seconds old at most: the last change shows after the next reading. */
const AGAIN_MS = 15_000;
const HALF = { colspan: { default: 12, s: 6 } } as const;
const WHOLE = { colspan: 12 } as const;

export function OverviewPage() {
  const t = useWords();
  const [search, setSearch] = useSearchState();
  const days = SPANS.find((span) => String(span) === search['days']) ?? 30;
  const overview = useAsked('getOverview', { days }, { keepPrevious: true, everyMs: AGAIN_MS });
  const accounts = useAsked('listAccounts', {});
  return (
    <Page
      title={t('nav.overview')}
      actions={
        // A segmented control would bring the whole Select along, for narrow windows.
        <ButtonDropdown
          ariaLabel={t('overview.span.of', { days: t('overview.days', { days }) })}
          items={SPANS.map((span) => ({
            id: String(span),
            text: t('overview.days', { days: span }),
            itemType: 'checkbox',
            checked: span === days,
          }))}
          onItemClick={({ detail }) => setSearch({ days: detail.id === '30' ? undefined : detail.id })}
        >
          {t('overview.days', { days })}
        </ButtonDropdown>
      }
    >
      <SpaceBetween size="l">
        <Loaded query={overview}>
          {(data) => (
            <SpaceBetween size="l">
              {isUntouched(data, accounts.data?.items) ? <FirstSteps /> : undefined}
              <Standing overview={data} days={days} />
              <Grid gridDefinition={[HALF, HALF, WHOLE, WHOLE]}>
                <SeverityPart open={data.open} />
                <OutcomesPart overview={data} days={days} />
                <TrendPart trend={data.trend} />
                <StandardsPart days={days} />
              </Grid>
            </SpaceBetween>
          )}
        </Loaded>
        <AccountsPart query={accounts} />
      </SpaceBetween>
    </Page>
  );
}

/** No account was ever scanned, and nobody reported anything. */
function isUntouched({ open, trend }: Overview, accounts: readonly AccountSummary[] | undefined): boolean {
  return (
    accounts !== undefined &&
    accounts.every(({ lastScan }) => lastScan === undefined) &&
    openTotals(open).count === 0 &&
    trend.every(({ opened, resolved }) => opened === 0 && resolved === 0)
  );
}
