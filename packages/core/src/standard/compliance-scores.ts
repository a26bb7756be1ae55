import type { Instant } from '../value/instant.ts';
import { accountsIn, type ComplianceData } from './compliance-cells.ts';
import { scoreOf, strongerStatus, type ControlStatus, type StatusCounts } from './control-status.ts';
import { enabledAccounts, type EnabledAccounts } from './enabled-accounts.ts';
import { requirementsOf, type StandardControl } from './requirements-of.ts';
import { scopedCells, type Scope, type ScopedCells } from './scoped-cells.ts';
import type { StandardSettings } from './standard-settings.ts';
import { STANDARD_IDS, type StandardId } from './standard.ts';

/** How a scope stood at one instant: numbers of controls, and the score in percent. Kept, they are the history. */
export interface ScoreSnapshot extends Scope, StatusCounts {
  readonly at: Instant;
  /** `*`: each control of any standard that is on, once. */
  readonly standard: StandardId | '*';
  /** Null when no control has data. */
  readonly score: number | null;
}

/**
 * The scores of every standard, and of all together, of every account in every region that has data, and rolled up
 * over regions, accounts and both. An account in which a standard is off has no score for it.
 */
export function complianceScores(
  data: ComplianceData,
  settings: StandardSettings,
  controls: readonly StandardControl[],
  at: Instant,
): ScoreSnapshot[] {
  const accounts = accountsIn(data);
  const cells = scopedCells(data);
  const enabled = enabledAccounts(settings, accounts);
  return (['*', ...STANDARD_IDS] as const).flatMap((standard) => {
    const standards = standard === '*' ? STANDARD_IDS : [standard];
    const on = accounts.filter((accountId) => standards.some((one) => enabled.ofStandard(one).has(accountId)));
    if (on.length === 0) return [];
    const members = membersOf(controls, standards, enabled);
    return talliesOf(members, on, cells).map(({ scope, counts }) => ({
      at,
      standard,
      ...scope,
      ...counts,
      score: scoreOf(counts),
    }));
  });
}

interface Member {
  readonly id: string;
  /** In which the control is enabled in one of the standards. */
  readonly accounts: ReadonlySet<string>;
}

function membersOf(
  controls: readonly StandardControl[],
  standards: readonly StandardId[],
  enabled: EnabledAccounts,
): Member[] {
  return controls.flatMap((control) => {
    const within = standards.filter((standard) => requirementsOf(control, standard).length > 0);
    const [first, ...others] = within.map((standard) => enabled.ofControl(standard, control.id));
    if (first === undefined) return [];
    return { id: control.id, accounts: others.length === 0 ? first : union([first, ...others]) };
  });
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

interface Tally {
  readonly scope: Scope;
  readonly counts: Record<keyof StatusCounts, number>;
}

const COUNTED = {
  disabled: 'disabled',
  'no-data': 'noData',
  passed: 'passed',
  unknown: 'unknown',
  failed: 'failed',
} as const satisfies Record<ControlStatus, keyof StatusCounts>;

/** In each scope every control starts as disabled or without data; then its cells say more. */
function talliesOf(members: readonly Member[], on: readonly string[], cells: ScopedCells): Tally[] {
  const tallies = new Map<number, Tally>();
  const starts = startsOf(members);
  const tallyAt = (index: number): Tally => {
    const found = tallies.get(index);
    if (found) return found;
    const scope = cells.scopeAt(index);
    const noData = starts.get(scope.accountId) ?? 0;
    const counts = { passed: 0, failed: 0, unknown: 0, noData, disabled: members.length - noData };
    tallies.set(index, { scope, counts });
    return { scope, counts };
  };
  for (const accountId of ['*', ...on]) tallyAt(cells.indexOf({ accountId, region: '*' }));
  for (const member of members) {
    for (const [index, status] of statusesOf(member, cells)) {
      const { counts } = tallyAt(index);
      counts.noData -= 1;
      counts[COUNTED[status]] += 1;
    }
  }
  return [...tallies.values()];
}

/** How many controls are enabled, by account and, as `*`, in any account. */
function startsOf(members: readonly Member[]): ReadonlyMap<string, number> {
  const starts = new Map([['*', members.filter(({ accounts }) => accounts.size > 0).length]]);
  for (const { accounts } of members) {
    for (const accountId of accounts) starts.set(accountId, (starts.get(accountId) ?? 0) + 1);
  }
  return starts;
}

function statusesOf({ id, accounts }: Member, cells: ScopedCells): ReadonlyMap<number, ControlStatus> {
  const statuses = new Map<number, ControlStatus>();
  for (const cell of cells.ofControl(id)) {
    if (!accounts.has(cell.accountId)) continue;
    for (const index of cell.scopes) {
      statuses.set(index, strongerStatus(statuses.get(index) ?? 'no-data', cell.status));
    }
  }
  return statuses;
}
