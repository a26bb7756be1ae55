import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Calendar } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { CalendarGrid } from './calendar-grid.tsx';
import { calendarStanding } from './calendar-days.ts';
import { WindowsTable } from './windows-table.tsx';

/** When changes may start, and when none may. */
export function WindowsPage() {
  const t = useWords();
  const query = useAsked('getCalendar', {});
  return (
    <Page
      title={t('nav.windows')}
      description={t('windows.text')}
      actions={<Button href={pathTo('policySource')}>{t('remediations.changePolicy')}</Button>}
    >
      <Loaded query={query}>
        {(calendar) =>
          calendar.items.length === 0 ? (
            <NoWindows />
          ) : (
            <SpaceBetween size="l">
              <Standing calendar={calendar} />
              <CalendarGrid zones={calendar.items.map(({ timeZone }) => timeZone)} />
              <WindowsTable calendar={calendar} query={query} />
            </SpaceBetween>
          )
        }
      </Loaded>
    </Page>
  );
}

function Standing({ calendar }: { readonly calendar: Calendar }) {
  const t = useWords();
  const { instant } = useFormats();
  const standing = calendarStanding(calendar.items);
  if (standing.kind === 'unrestricted') return <Alert type="success">{t('windows.standing.unrestricted')}</Alert>;
  const named = standing.windows.map(({ name, changesAt }) => (
    <div key={name}>
      {changesAt === undefined
        ? name
        : t(standing.kind === 'closed' ? 'windows.standing.opens' : 'windows.standing.until', {
            name,
            at: instant(changesAt),
          })}
    </div>
  ));
  switch (standing.kind) {
    case 'frozen':
      return (
        <Alert type="warning" header={t('windows.standing.frozen')}>
          {named}
        </Alert>
      );
    case 'open':
      return (
        <Alert type="success" header={t('windows.standing.open')}>
          {named}
        </Alert>
      );
    case 'closed':
      return (
        <Alert type="info" header={t('windows.standing.closed')}>
          {named}
        </Alert>
      );
  }
}

/** What one puts into the policy; a text of the policy's language, so the same in every language of the page. */
const EXAMPLE = `windows:
  - name: nights
    kind: allow
    cron: 0 22 * * MON-FRI
    durationMinutes: 480
    timeZone: Europe/Berlin
  - name: year-end
    kind: deny
    cron: 0 0 20 12 *
    durationMinutes: 10080
    timeZone: Europe/Berlin
    overrun: stop
`;

function NoWindows() {
  const t = useWords();
  return (
    <Container header={<Header variant="h2">{t('windows.empty')}</Header>}>
      <SpaceBetween size="s">
        <Box>{t('windows.empty.text')}</Box>
        <Box variant="pre">{EXAMPLE}</Box>
        <SpaceBetween direction="horizontal" size="xs">
          <CopyToClipboard
            copyButtonText={t('windows.copyExample')}
            copySuccessText={t('common.copied')}
            copyErrorText={t('common.copyFailed')}
            textToCopy={EXAMPLE}
          />
          <Button href={pathTo('policySource')}>{t('remediations.openPolicy')}</Button>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  );
}
