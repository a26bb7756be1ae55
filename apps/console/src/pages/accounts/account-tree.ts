import type { AccountSummary, Severity } from '@trueup/api-contract';

/** An account, or an organizational unit with what lies below it. */
export type AccountNode =
  | { readonly kind: 'account'; readonly key: string; readonly account: AccountSummary }
  | {
      readonly kind: 'unit';
      readonly key: string;
      /** Such as `/Prod/Payments`. */
      readonly path: string;
      /** The last part of the path. */
      readonly name: string;
      readonly children: readonly AccountNode[];
      /** All that lie below, however deep. */
      readonly accounts: readonly AccountSummary[];
    };
type UnitNode = Extract<AccountNode, { kind: 'unit' }>;

/**
 * The organization as the policy names it: units by name, then the accounts of each by name. What is in no unit comes
 * last. Without any unit it is a plain list.
 */
export function accountTree(accounts: readonly AccountSummary[]): readonly AccountNode[] {
  return nodesBelow(
    '',
    accounts.map((account) => ({ account, parts: partsOf(account) })),
  );
}

interface Placed {
  readonly account: AccountSummary;
  /** Of the unit's path, below where one stands. */
  readonly parts: readonly string[];
}

const partsOf = ({ organizationalUnit = '' }: AccountSummary): readonly string[] =>
  organizationalUnit.split('/').filter(Boolean);

function nodesBelow(path: string, placed: readonly Placed[]): readonly AccountNode[] {
  const byUnit = Map.groupBy(
    placed.filter(({ parts }) => parts.length > 0),
    ({ parts }) => parts[0] ?? '',
  );
  const units = [...byUnit].map(([name, within]): UnitNode => {
    const below = `${path}/${name}`;
    return {
      kind: 'unit',
      key: `unit:${below}`,
      path: below,
      name,
      children: nodesBelow(
        below,
        within.map(({ account, parts }) => ({ account, parts: parts.slice(1) })),
      ),
      accounts: within.map(({ account }) => account),
    };
  });
  const here = placed.filter(({ parts }) => parts.length === 0).map(({ account }) => account);
  return [
    ...units.toSorted((one, other) => one.name.localeCompare(other.name)),
    ...here
      .toSorted((one, other) => one.name.localeCompare(other.name) || one.id.localeCompare(other.id))
      .map((account): AccountNode => ({ kind: 'account', key: account.id, account })),
  ];
}

/** Every unit of the tree, which is what is open at first. */
export function unitsOf(nodes: readonly AccountNode[]): readonly AccountNode[] {
  return nodes.flatMap((node) => (node.kind === 'unit' ? [node, ...unitsOf(node.children)] : []));
}

export const accountsOf = (node: AccountNode): readonly AccountSummary[] =>
  node.kind === 'unit' ? node.accounts : [node.account];

/** Those of several accounts together, in the order in which the server names severities. */
export function openFindingsOf(accounts: readonly AccountSummary[]): AccountSummary['openFindings'] {
  const counts = new Map<Severity, number>();
  for (const { openFindings } of accounts)
    for (const { severity, count } of openFindings) counts.set(severity, (counts.get(severity) ?? 0) + count);
  return SEVERE_FIRST.flatMap((severity) => {
    const count = counts.get(severity) ?? 0;
    return count === 0 ? [] : [{ severity, count }];
  });
}

const SEVERE_FIRST: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'];

/**
 * The lowest score of several accounts. A unit has no score of its own: what passed in one account and failed in
 * another cannot be told from two percentages. Undefined: none of them has one.
 */
export function lowestScore(accounts: readonly AccountSummary[]): number | undefined {
  const scores = accounts.flatMap(({ score }) => (typeof score === 'number' ? [score] : []));
  return scores.length === 0 ? undefined : Math.min(...scores);
}

/** Accounts in which each word of the text occurs somewhere. */
export function matchingAccounts(accounts: readonly AccountSummary[], text: string): readonly AccountSummary[] {
  const words = folded(text).split(/\s+/).filter(Boolean);
  return accounts.filter(({ id, name, owner = '', organizationalUnit = '' }) => {
    const content = folded([id, name, owner, organizationalUnit].join(' '));
    return words.every((word) => content.includes(word));
  });
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** How many lists and parts could not be read there; undefined when no scan of it has finished. */
export function gapsOf({ coverage }: AccountSummary): number | undefined {
  return coverage?.gaps.reduce((sum, { count }) => sum + count, 0);
}
