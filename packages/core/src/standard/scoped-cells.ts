import { complianceCells, type ComplianceData } from './compliance-cells.ts';
import { controlStatus, type ControlStatus } from './control-status.ts';

export interface Scope {
  /** `*`: all accounts together. A control that fails in one of them fails in all. */
  readonly accountId: string;
  /** `*`: all regions together. */
  readonly region: string;
}

/** The status of one control in one account and region, and the four scopes that it counts in, by number. */
interface ScopedCell {
  readonly accountId: string;
  readonly status: ControlStatus;
  readonly scopes: readonly number[];
}

/** Scopes are numbered: an organization has some ten thousand, and each is looked up for every control. */
export interface ScopedCells {
  readonly ofControl: (controlId: string) => readonly ScopedCell[];
  readonly indexOf: (scope: Scope) => number;
  readonly scopeAt: (index: number) => Scope;
}

const WHOLE: Scope = { accountId: '*', region: '*' };

export function scopedCells(data: ComplianceData): ScopedCells {
  const scopes: Scope[] = [];
  const numbers = new Map<string, number>();
  const indexOf = ({ accountId, region }: Scope): number => {
    const key = `${accountId}/${region}`;
    const index = numbers.get(key) ?? scopes.push({ accountId, region }) - 1;
    numbers.set(key, index);
    return index;
  };
  const cells = new Map<string, readonly ScopedCell[]>();
  for (const [controlId, ofControl] of complianceCells(data)) {
    const scoped = ofControl.map(({ accountId, region, counts }) => ({
      accountId,
      status: controlStatus(counts),
      scopes: [WHOLE, { accountId, region: '*' }, { accountId: '*', region }, { accountId, region }].map(indexOf),
    }));
    // A count of zero says nothing.
    cells.set(
      controlId,
      scoped.filter(({ status }) => status !== 'no-data'),
    );
  }
  return { ofControl: (controlId) => cells.get(controlId) ?? [], indexOf, scopeAt: (index) => scopes[index] ?? WHOLE };
}
