import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { ChangeEvent, Finding, Investigation } from '@trueup/api-contract';
import { CopyText } from '../../../components/copy-text.tsx';
import { Instant } from '../../../components/instant.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { InvestigateButton } from './investigate-button.tsx';

/** Who changed the resource, as CloudTrail tells it. */
export function InvestigationTab({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const { instant } = useFormats();
  const { investigation } = finding;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<InvestigateButton finding={finding} />}
          {...(investigation === undefined
            ? {}
            : {
                description: t('investigation.range', {
                  region: investigation.region,
                  from: instant(investigation.from),
                  to: instant(investigation.to),
                }),
              })}
        >
          {t('investigation.title')}
        </Header>
      }
    >
      {investigation === undefined ? <Box>{t('investigation.none')}</Box> : <Answer investigation={investigation} />}
    </Container>
  );
}

function Answer({ investigation }: { readonly investigation: Investigation }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { events, complete, unread } = investigation;
  const cause = events.find(({ id }) => id === investigation.cause);
  return (
    <SpaceBetween size="m">
      {complete ? undefined : (
        <Alert type="warning" header={t('investigation.incomplete')}>
          {t('investigation.incomplete.text')}{' '}
          {unread === undefined ? undefined : `${wordOf('unread', unread.reason)}: ${unread.detail}`}
        </Alert>
      )}
      {cause === undefined ? <Box>{t('investigation.noCause')}</Box> : <Cause event={cause} />}
      <Events events={events} causeId={investigation.cause} />
    </SpaceBetween>
  );
}

/** The event that most likely made the fault. */
function Cause({ event }: { readonly event: ChangeEvent }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { principal } = event;
  return (
    <KeyValuePairs
      columns={3}
      ariaLabel={t('investigation.cause')}
      items={[
        {
          label: t('investigation.who'),
          value: t('investigation.principal', { kind: wordOf('principal', principal.kind), name: principal.name }),
        },
        { label: t('investigation.arn'), value: principal.arn === undefined ? '–' : <CopyText text={principal.arn} /> },
        { label: t('investigation.event'), value: `${event.source} ${event.name}` },
        { label: t('investigation.when'), value: <Instant at={event.at} /> },
        { label: t('investigation.ip'), value: event.sourceIp ?? '–' },
        { label: t('investigation.byTrueup'), value: <ByTrueup event={event} /> },
      ]}
    />
  );
}

function ByTrueup({ event: { executionId } }: { readonly event: ChangeEvent }) {
  const t = useWords();
  if (executionId === undefined) return <>{t('common.no')}</>;
  return <Link href={pathTo('execution', { executionId })}>{t('investigation.byTrueup.yes')}</Link>;
}

interface EventsProps {
  readonly events: readonly ChangeEvent[];
  readonly causeId: string | undefined;
}

function Events({ events, causeId }: EventsProps) {
  const t = useWords();
  const title = t('investigation.events');
  return (
    <Table<ChangeEvent>
      variant="borderless"
      wrapLines
      items={[...events]}
      trackBy="id"
      header={
        <Header variant="h3" counter={`(${events.length})`}>
          {title}
        </Header>
      }
      ariaLabels={{ tableLabel: title }}
      empty={t('investigation.noEvents')}
      columnDefinitions={[
        { id: 'at', header: t('investigation.when'), cell: ({ at }) => <Instant at={at} /> },
        {
          id: 'event',
          header: t('investigation.event'),
          isRowHeader: true,
          cell: ({ id, name, source, errorCode }) => (
            <>
              {name} {id === causeId ? <Badge color="severity-high">{t('investigation.cause')}</Badge> : undefined}
              <Box variant="small" display="block">
                {errorCode === undefined ? source : t('investigation.failed', { source, errorCode })}
              </Box>
            </>
          ),
        },
        {
          id: 'who',
          header: t('investigation.who'),
          cell: ({ principal }) => <span title={principal.arn}>{principal.name}</span>,
        },
        { id: 'ip', header: t('investigation.ip'), cell: ({ sourceIp }) => sourceIp ?? '–' },
        { id: 'agent', header: t('investigation.agent'), cell: ({ userAgent }) => userAgent ?? '–' },
        { id: 'trueup', header: t('investigation.byTrueup'), cell: (event) => <ByTrueup event={event} /> },
      ]}
    />
  );
}
