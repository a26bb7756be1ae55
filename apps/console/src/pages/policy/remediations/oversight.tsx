import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Limit, PolicyView } from '@trueup/api-contract';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';

const RISKS = ['safe', 'low', 'disruptive', 'destructive'] as const;
const MINUTE_MS = 60_000;

/** What holds repairs back, whatever their line says: how many people, how many repairs, how many failures. */
export function Oversight({ policy }: { readonly policy: PolicyView }) {
  return (
    <SpaceBetween size="l">
      <Approvals policy={policy} />
      <Limits limits={policy.limits} />
      <Breakers breakers={policy.breakers} />
    </SpaceBetween>
  );
}

function Approvals({ policy }: { readonly policy: PolicyView }) {
  const t = useWords();
  const { number, duration } = useFormats();
  const { quorum } = policy.approvals;
  const tags = Object.entries(policy.critical.tags);
  return (
    <Container header={<Header variant="h2">{t('remediations.approvals')}</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          ...RISKS.map((risk) => ({
            label: t('remediations.quorum', { risk: t(`risk.${risk}`) }),
            value: t('remediations.people', { count: quorum[risk] }),
          })),
          {
            label: t('remediations.promotion'),
            value: t('remediations.promotion.text', { count: policy.promotion.verifiedInARow }),
          },
          {
            label: t('remediations.critical'),
            value:
              tags.length === 0
                ? t('common.none')
                : tags.map(([key, values]) => (
                    <div key={key}>{`${key}=${values.length === 0 ? '*' : values.join(' | ')}`}</div>
                  )),
          },
          {
            label: t('remediations.flaps'),
            value: t('remediations.flaps.text', {
              count: policy.flaps.regressions,
              within: duration(policy.flaps.windowHours * 60 * MINUTE_MS),
            }),
          },
          { label: t('remediations.planExpires'), value: duration(policy.planExpiresAfterHours * 60 * MINUTE_MS) },
          {
            label: t('remediations.keepExecutions'),
            value: t('remediations.days', { count: number(policy.keepExecutionsDays) }),
          },
        ]}
      />
    </Container>
  );
}

function Limits({ limits }: { readonly limits: readonly Limit[] }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { number, percent, duration } = useFormats();
  const amount = (count: number | undefined, share: number | undefined): string => {
    const parts = [
      ...(count === undefined ? [] : [number(count)]),
      ...(share === undefined ? [] : [t('remediations.ofResources', { share: percent(share) })]),
    ];
    return parts.length === 0 ? t('remediations.unlimited') : parts.join(', ');
  };
  return (
    <Table
      variant="container"
      items={[...limits]}
      trackBy="name"
      ariaLabels={{ tableLabel: t('remediations.limits') }}
      header={
        <Header variant="h2" description={t('remediations.limits.text')}>
          {t('remediations.limits')}
        </Header>
      }
      empty={t('remediations.limits.empty')}
      columnDefinitions={[
        { id: 'name', header: t('remediations.limit'), isRowHeader: true, cell: ({ name }) => name },
        { id: 'per', header: t('remediations.per'), cell: ({ per }) => wordOf('limitPer', per) },
        {
          id: 'only',
          header: t('remediations.only'),
          cell: ({ controls, accounts }) =>
            [...(controls ?? []), ...(accounts ?? [])].join(', ') || t('remediations.all'),
        },
        {
          id: 'started',
          header: t('remediations.started'),
          cell: ({ started, startedPercent, withinSeconds }) =>
            started === undefined && startedPercent === undefined
              ? t('remediations.unlimited')
              : t('remediations.within', {
                  amount: amount(started, startedPercent),
                  within: duration(withinSeconds * 1000),
                }),
        },
        {
          id: 'running',
          header: t('remediations.running'),
          cell: ({ running, runningPercent }) => amount(running, runningPercent),
        },
      ]}
    />
  );
}

function Breakers({ breakers }: { readonly breakers: PolicyView['breakers'] }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { number, duration } = useFormats();
  return (
    <Table
      variant="container"
      items={[...breakers]}
      ariaLabels={{ tableLabel: t('remediations.breakers') }}
      header={
        <Header variant="h2" description={t('remediations.breakers.text')}>
          {t('remediations.breakers')}
        </Header>
      }
      empty={t('remediations.breakers.empty')}
      columnDefinitions={[
        { id: 'per', header: t('remediations.per'), isRowHeader: true, cell: ({ per }) => wordOf('limitPer', per) },
        { id: 'failures', header: t('remediations.failures'), cell: ({ failures }) => number(failures) },
        {
          id: 'within',
          header: t('remediations.window'),
          cell: ({ windowMinutes }) => duration(windowMinutes * MINUTE_MS),
        },
        {
          id: 'pause',
          header: t('remediations.pause'),
          cell: ({ pauseMinutes }) => duration(pauseMinutes * MINUTE_MS),
        },
      ]}
    />
  );
}
