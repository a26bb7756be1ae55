import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Output, PlannedCall } from '@trueup/api-contract';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';

interface Numbered extends PlannedCall {
  readonly index: number;
}

/** The writes that a runbook would make, in their order, or how far it could be followed and why no further. */
export function PlannedCalls({ planned: { calls, undetermined } }: { readonly planned: Output<'planAutomation'> }) {
  const t = useWords();
  const { number } = useFormats();
  return (
    <SpaceBetween size="s">
      {undetermined === undefined ? undefined : (
        <Alert type="warning" header={t('runbooks.plan.undetermined')}>
          {undetermined}
        </Alert>
      )}
      <Table<Numbered>
        variant="borderless"
        contentDensity="compact"
        wrapLines
        items={calls.map((call, index) => ({ ...call, index: index + 1 }))}
        trackBy={({ index }) => String(index)}
        ariaLabels={{ tableLabel: t('runbooks.plan.calls') }}
        header={<Box variant="h3">{t('runbooks.plan.calls')}</Box>}
        empty={t(undetermined === undefined ? 'runbooks.plan.noCalls' : 'runbooks.plan.noCallsKnown')}
        columnDefinitions={[
          { id: 'index', header: t('runbooks.plan.order'), width: 80, cell: ({ index }) => number(index) },
          { id: 'step', header: t('runbooks.step'), width: 180, cell: ({ step }) => step },
          {
            id: 'call',
            header: t('runbooks.plan.call'),
            isRowHeader: true,
            width: 240,
            cell: ({ service, operation }) => <Box variant="code">{`${service}:${operation}`}</Box>,
          },
          {
            id: 'parameters',
            header: t('runbooks.view.parameters'),
            minWidth: 260,
            cell: ({ parameters }) => (
              <Box variant="code">
                <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {JSON.stringify(parameters, undefined, 2)}
                </span>
              </Box>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
