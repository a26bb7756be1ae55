import type { AccountSummary } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { Instant } from '../../components/instant.tsx';
import { Status } from '../../components/status.tsx';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { gapsOf } from './account-tree.ts';

/** When an account was looked at last, and how much of it could not be read then. */
export function LastScan({ account }: { readonly account: AccountSummary }) {
  const t = useWords();
  const { id, lastScan } = account;
  if (lastScan === undefined) return <>{t('accounts.neverScanned')}</>;
  const gaps = gapsOf(account) ?? 0;
  return (
    <>
      <Status of="scan" value={lastScan.status} /> <Instant at={lastScan.finishedAt ?? lastScan.startedAt} relative />
      {gaps === 0 ? undefined : (
        <Box variant="small" display="block">
          <Link href={pathTo('account', { accountId: id })}>{t('accounts.gaps', { count: gaps })}</Link>
        </Box>
      )}
    </>
  );
}
