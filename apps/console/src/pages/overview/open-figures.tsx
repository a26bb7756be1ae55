import type { Overview } from '@trueup/api-contract';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Severity } from '../../components/severity.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { Figure } from './figure.tsx';
import { openPath, openTotals, overduePath } from './open-links.ts';

type Open = Pick<Overview, 'open'>;

/** How many findings are open, and how severe they are. */
export function OpenFigure({ open }: Open) {
  const t = useWords();
  const { number } = useFormats();
  const { count } = openTotals(open);
  return (
    <Figure value={number(count)} href={openPath()}>
      {count === 0 ? t('overview.nothingOpen') : <BySeverity open={open} />}
    </Figure>
  );
}

function BySeverity({ open }: Open) {
  const { number } = useFormats();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {open
        .filter(({ count }) => count > 0)
        .map(({ severity, count }) => (
          <span key={severity}>
            <Severity value={severity} /> <Link href={openPath(severity)}>{number(count)}</Link>
          </span>
        ))}
    </SpaceBetween>
  );
}

/** How many should have been repaired by now. */
export function OverdueFigure({ open }: Open) {
  const t = useWords();
  const { number, duration } = useFormats();
  const { count, overdue, oldestSeconds } = openTotals(open);
  return (
    <Figure value={number(overdue)} href={overduePath()}>
      {count === 0 ? t('overview.nothingOpen') : t('overview.oldest', { age: duration(oldestSeconds * 1000) })}
    </Figure>
  );
}
