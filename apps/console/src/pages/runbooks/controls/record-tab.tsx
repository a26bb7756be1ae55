import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import type { RemediationStanding } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';

/** What runbooks have shown on a control, line of the policy by line. */
export function RecordTab({ controlId }: { readonly controlId: string }) {
  const t = useWords();
  const query = useAsked('listRemediations', {});
  return (
    <Loaded query={query}>
      {({ items }) => (
        <Standings label={t('runbooks.record')} standings={items.filter((one) => one.controlId === controlId)} />
      )}
    </Loaded>
  );
}

interface StandingsProps {
  readonly label: string;
  readonly standings: readonly RemediationStanding[];
}

function Standings({ label, standings }: StandingsProps) {
  const t = useWords();
  const wordOf = useWordOf();
  const { number } = useFormats();
  const count = (id: 'verified' | 'failed' | 'undone' | 'verifiedInARow') => ({
    id,
    header: t(`runbooks.record.${id}`),
    cell: ({ record }: RemediationStanding) => number(record[id]),
  });
  return (
    <Table<RemediationStanding>
      variant="borderless"
      contentDensity="compact"
      wrapLines
      items={[...standings]}
      trackBy="remediation"
      ariaLabels={{ tableLabel: label }}
      empty={
        <Box textAlign="center" color="inherit">
          {t('runbooks.record.noLine')} <Link href={pathTo('policySource')}>{t('nav.policySource')}</Link>
        </Box>
      }
      columnDefinitions={[
        {
          id: 'remediation',
          header: t('runbooks.line'),
          isRowHeader: true,
          cell: ({ remediation }) => (
            <Link href={pathTo('remediations', {}, { text: remediation })}>{remediation}</Link>
          ),
        },
        {
          id: 'runbook',
          header: t('runbooks.runbook'),
          cell: ({ documentName }) => (
            <Link href={pathTo('executions', {}, { document: documentName })}>{documentName}</Link>
          ),
        },
        { id: 'mode', header: t('runbooks.mode'), cell: ({ mode }) => wordOf('mode', mode) },
        count('verified'),
        count('failed'),
        count('undone'),
        count('verifiedInARow'),
        { id: 'why', header: t('runbooks.proposal'), minWidth: 200, cell: ({ proposal }) => proposal.why },
      ]}
    />
  );
}
