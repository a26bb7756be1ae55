import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { ListColumn } from '../../components/list-table.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { ScoreBar } from '../overview/score-bar.tsx';
import { AccountCheck } from './account-check.tsx';
import { accountsOf, lowestScore, type AccountNode } from './account-tree.ts';
import { LastScan } from './last-scan.tsx';
import { OpenCounts } from './open-counts.tsx';

/** Columns of accounts and of the units above them. `checksAll` asks of every account at once whether it can be entered. */
export function useAccountColumns(checksAll: boolean): readonly ListColumn<AccountNode>[] {
  return [...useStandingColumns(checksAll), ...useGivenColumns()];
}

/** How it stands. */
function useStandingColumns(checksAll: boolean): readonly ListColumn<AccountNode>[] {
  const t = useWords();
  return [
    {
      id: 'name',
      header: t('accounts.name'),
      isRowHeader: true,
      width: 190,
      minWidth: 150,
      cell: (node) =>
        node.kind === 'unit' ? (
          <>
            <Box variant="strong">{node.name}</Box>{' '}
            <Box variant="span" color="text-body-secondary">
              {t('accounts.count', { count: node.accounts.length })}
            </Box>
          </>
        ) : (
          <Link href={pathTo('account', { accountId: node.account.id })}>{node.account.name}</Link>
        ),
    },
    {
      id: 'id',
      header: t('accounts.id'),
      width: 160,
      minWidth: 150,
      cell: (node) => (node.kind === 'unit' ? '' : node.account.id),
    },
    {
      id: 'open',
      header: t('accounts.openFindings'),
      width: 200,
      minWidth: 150,
      cell: (node) => <OpenCounts accounts={accountsOf(node)} />,
    },
    {
      id: 'score',
      header: t('accounts.score'),
      width: 160,
      minWidth: 130,
      cell: (node) =>
        node.kind === 'unit' ? (
          <LowestScore score={lowestScore(node.accounts)} />
        ) : (
          <ScoreBar score={node.account.score} of={node.account.name} />
        ),
    },
    {
      id: 'scan',
      header: t('accounts.lastScan'),
      width: 160,
      minWidth: 140,
      cell: (node) => (node.kind === 'unit' ? '' : <LastScan account={node.account} />),
    },
    {
      id: 'check',
      header: t('accounts.check'),
      width: 220,
      minWidth: 160,
      cell: (node) =>
        node.kind === 'unit' ? '' : <AccountCheck id={node.account.id} name={node.account.name} isAsked={checksAll} />,
    },
  ];
}

/** What the policy says of it. */
function useGivenColumns(): readonly ListColumn<AccountNode>[] {
  const t = useWords();
  return [
    { id: 'owner', header: t('accounts.owner'), width: 180, cell: (node) => ofAccount(node, 'owner') },
    { id: 'unit', header: t('accounts.unit'), width: 180, shown: false, cell: (node) => unitOf(node) },
    { id: 'role', header: t('accounts.role'), width: 170, shown: false, cell: (node) => ofAccount(node, 'role') },
    {
      id: 'regions',
      header: t('accounts.regions'),
      width: 200,
      shown: false,
      cell: (node) => (node.kind === 'unit' ? '' : node.account.regions.join(', ')),
    },
  ];
}

const ofAccount = (node: AccountNode, member: 'owner' | 'role'): string =>
  node.kind === 'unit' ? '' : (node.account[member] ?? '–');

const unitOf = (node: AccountNode): string =>
  node.kind === 'unit' ? node.path : (node.account.organizationalUnit ?? '–');

function LowestScore({ score }: { readonly score: number | undefined }) {
  const t = useWords();
  const { percent } = useFormats();
  return <>{score === undefined ? t('overview.noScore') : t('accounts.lowest', { score: percent(score) })}</>;
}
