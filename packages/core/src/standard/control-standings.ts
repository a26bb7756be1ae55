import type { ComplianceStatus } from '../finding/asff/asff.ts';
import { accountsIn, complianceCells, type ComplianceCell, type ComplianceData } from './compliance-cells.ts';
import { controlStatus, type ComplianceCounts, type ControlStatus } from './control-status.ts';
import { enablement } from './enablement.ts';
import { requirementsOf, type StandardControl } from './requirements-of.ts';
import type { StandardSettings } from './standard-settings.ts';
import type { StandardId } from './standard.ts';

/** How one control of a standard stands in a scope. */
export interface ControlStanding {
  readonly controlId: string;
  readonly requirements: readonly string[];
  readonly status: ControlStatus;
  /** Findings and compliant resources, of the accounts in which the control is enabled. */
  readonly counts: ComplianceCounts;
  /** Set when the control was disabled on purpose in every account of the scope. */
  readonly disabledReason?: string;
}

/** One account or region, or all where it is not given. */
export interface StandingScope {
  readonly standard: StandardId;
  readonly accountId?: string;
  readonly region?: string;
}

/** The controls of a standard, in the order given. */
export function controlStandings(
  data: ComplianceData,
  settings: StandardSettings,
  controls: readonly StandardControl[],
  scope: StandingScope,
): ControlStanding[] {
  const cells = complianceCells(data);
  const asked = enablement(settings);
  const accounts = scope.accountId === undefined ? accountsIn(data) : [scope.accountId];
  return controls.flatMap((control) => {
    const requirements = requirementsOf(control, scope.standard);
    if (requirements.length === 0) return [];
    const answers = new Map(
      accounts.map((accountId) => [accountId, asked({ standard: scope.standard, controlId: control.id, accountId })]),
    );
    const counts = summed(
      (cells.get(control.id) ?? []).filter(
        ({ accountId, region }) =>
          answers.get(accountId)?.kind === 'enabled' && (scope.region === undefined || region === scope.region),
      ),
    );
    const given = [...answers.values()];
    const isOn = given.some(({ kind }) => kind === 'enabled');
    const reason = given.find((answer) => answer.kind === 'control-disabled')?.reason;
    return {
      controlId: control.id,
      requirements,
      status: isOn ? controlStatus(counts) : 'disabled',
      counts,
      ...(isOn || reason === undefined ? {} : { disabledReason: reason }),
    };
  });
}

function summed(cells: readonly ComplianceCell[]): ComplianceCounts {
  const sums: Partial<Record<ComplianceStatus, number>> = {};
  for (const { counts } of cells) {
    for (const [status, count] of Object.entries(counts) as [ComplianceStatus, number][]) {
      sums[status] = (sums[status] ?? 0) + count;
    }
  }
  return sums;
}
