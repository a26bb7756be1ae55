import type { AccountSummary } from '@trueup/api-contract';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Severity } from '../../components/severity.tsx';
import { openFindingsWith } from '../../finding-view/finding-view.ts';
import { useFormats } from '../../i18n/formats.ts';
import { pathTo } from '../../paths.ts';
import { openFindingsOf } from './account-tree.ts';

/** Open findings by severity, each leading to its list. */
export function OpenCounts({ accounts }: { readonly accounts: readonly AccountSummary[] }) {
  const { number } = useFormats();
  const open = openFindingsOf(accounts);
  if (open.length === 0) return <>{number(0)}</>;
  const ids = accounts.filter(({ openFindings }) => openFindings.length > 0).map(({ id }) => id);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {open.map(({ severity, count }) => (
        <span key={severity} style={{ whiteSpace: 'nowrap' }}>
          <Severity value={severity} />{' '}
          <Link href={pathTo('findings', {}, openFindingsWith({ AwsAccountId: ids, SeverityLabel: [severity] }))}>
            {number(count)}
          </Link>
        </span>
      ))}
    </SpaceBetween>
  );
}
