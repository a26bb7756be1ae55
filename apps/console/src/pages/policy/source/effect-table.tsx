import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import type { PolicyEffect } from '@trueup/api-contract';
import { OPEN_FINDINGS } from '../../../finding-view/finding-view.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';

type Move = PolicyEffect['moves'][number];

/** What the server calls the absence of a line. */
const NO_LINE = 'none';

/** Which open findings would be decided by another line or mode. */
export function EffectTable({ effect: { sampled, complete, moved, moves } }: { readonly effect: PolicyEffect }) {
  const t = useWords();
  const { number } = useFormats();
  return (
    <div>
      <Box variant="h3">{t('policySource.effect', { moved })}</Box>
      <Box color="text-body-secondary">
        {t(complete ? 'policySource.effect.complete' : 'policySource.effect.sampled', { sampled })}{' '}
        <Link href={pathTo('findings', {}, { q: JSON.stringify(OPEN_FINDINGS) })}>{t('policySource.effect.open')}</Link>
      </Box>
      <Table<Move>
        variant="borderless"
        contentDensity="compact"
        wrapLines
        items={[...moves]}
        trackBy={(move) => JSON.stringify([move.from, move.to])}
        ariaLabels={{ tableLabel: t('policySource.effect', { moved }) }}
        empty={t('policySource.effect.none')}
        columnDefinitions={[
          {
            id: 'from',
            header: t('policySource.effect.from'),
            isRowHeader: true,
            cell: ({ from }) => <LineAndMode of={from} />,
          },
          { id: 'to', header: t('policySource.effect.to'), cell: ({ to }) => <LineAndMode of={to} /> },
          { id: 'findings', header: t('policySource.effect.findings'), cell: ({ findings }) => number(findings) },
        ]}
      />
    </div>
  );
}

function LineAndMode({ of: { remediation, mode } }: { readonly of: Move['from'] }) {
  const t = useWords();
  const wordOf = useWordOf();
  if (remediation === NO_LINE) return <>{t('policySource.effect.noLine')}</>;
  const word = mode === 'unknown' ? t('policySource.effect.unknown') : wordOf('mode', mode);
  return <>{t('policySource.effect.line', { line: remediation, mode: word })}</>;
}
