import type { Overview } from '@trueup/api-contract';
import Link from '@cloudscape-design/components/link';
import { Severity } from '../../components/severity.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { openPath, overduePath } from './open-links.ts';
import { NumbersPart } from './numbers-part.tsx';

/** Open findings by severity, and which of them should have been repaired by now. */
export function SeverityPart({ open }: Pick<Overview, 'open'>) {
  const t = useWords();
  const { number, duration } = useFormats();
  return (
    <NumbersPart
      title={t('overview.severity')}
      description={t('overview.severity.text')}
      empty={t('overview.nothingOpen')}
      count={({ count }) => count}
      nameOf={({ severity }) => t(`severity.${severity}`)}
      rows={open}
      columns={[
        {
          id: 'severity',
          header: t('overview.severity.column'),
          cell: ({ severity }) => <Severity value={severity} />,
        },
        {
          id: 'open',
          header: t('overview.severity.open'),
          cell: ({ severity, count }) => <Link href={openPath(severity)}>{number(count)}</Link>,
        },
        {
          id: 'overdue',
          header: t('overview.overdue'),
          cell: (one) =>
            one.overdue === 0 ? number(0) : <Link href={overduePath(one.severity)}>{number(one.overdue)}</Link>,
        },
        {
          id: 'oldest',
          header: t('overview.severity.oldest'),
          cell: ({ count, oldestSeconds }) => (count === 0 ? '–' : duration(oldestSeconds * 1000)),
        },
      ]}
    />
  );
}
