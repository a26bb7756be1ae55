import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import Modal from '@cloudscape-design/components/modal';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { BulkDecision, Plan } from '@trueup/api-contract';
import { useIntl } from 'react-intl';
import { Status } from '../../components/status.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';

interface BulkResultsProps {
  readonly plans: readonly Plan[];
  readonly results: readonly BulkDecision[];
  readonly onClose: () => void;
}

/** What became of each of several plans. */
export function BulkResults({ plans, results, onClose }: BulkResultsProps) {
  const t = useWords();
  const refused = results.filter(({ kind }) => kind === 'refused').length;
  const title = t('plans.bulk.results', { decided: results.length - refused, refused });
  return (
    <Modal
      visible
      size="large"
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        </Box>
      }
    >
      <Table<BulkDecision>
        variant="borderless"
        contentDensity="compact"
        wrapLines
        items={[...results]}
        trackBy="planId"
        ariaLabels={{ tableLabel: title }}
        columnDefinitions={[
          {
            id: 'plan',
            header: t('plans.plan'),
            isRowHeader: true,
            cell({ planId }) {
              const plan = plans.find(({ id }) => id === planId);
              const words = { control: plan?.controlId, resource: plan?.resource.id };
              return (
                <Link href={pathTo('plan', { planId })}>
                  {plan === undefined ? planId : t(`planPage.title.${plan.kind}`, words)}
                </Link>
              );
            },
          },
          { id: 'result', header: t('plans.bulk.result'), cell: (result) => <Result of={result} /> },
        ]}
      />
    </Modal>
  );
}

function Result({ of: result }: { readonly of: BulkDecision }) {
  const t = useWords();
  const { number } = useFormats();
  const { messages } = useIntl();
  if (result.kind === 'refused') {
    const words = messages[`problem.reason.${result.reason}`];
    return (
      <StatusIndicator type="error">
        {t('plans.bulk.refused', { why: typeof words === 'string' ? words : result.detail })}
      </StatusIndicator>
    );
  }
  return (
    <>
      <Status of="plan" value={result.status} />
      {result.status === 'waiting-for-approval' ? (
        <Box variant="small" display="block">
          {t('plans.approvalsGiven', { given: number(result.given), needed: number(result.needed) })}
        </Box>
      ) : undefined}
    </>
  );
}
