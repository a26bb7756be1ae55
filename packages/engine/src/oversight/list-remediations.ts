import {
  instantAfter,
  ladderProposal,
  TROUBLE_DAYS,
  type ControlId,
  type LadderProposal,
  type Mode,
  type Policy,
  type PolicyRemediation,
  type RunScope,
  type TrackRecord,
} from '@trueup/core';
import { runbookName } from '../library.ts';
import type { EngineParts } from '../parts.ts';

const DAY_MS = 86_400_000;
const MOST_RECENT = 200;

/** A line of the policy on one control: what it may do, what it has shown, and what that speaks for. */
export interface RemediationStanding {
  /** The line's name. */
  readonly remediation: string;
  readonly controlId: string;
  readonly documentName: string;
  readonly mode: Mode;
  /** Why it is automatic without a record, where the policy says so. */
  readonly override?: string;
  readonly record: TrackRecord;
  readonly openFindings: number;
  readonly proposal: LadderProposal;
}

/** A line on a control that it is about, or may be. */
interface Bound {
  readonly line: PolicyRemediation;
  readonly controlId: string;
  readonly documentName: string;
  /** It is about the control only where a Config rule or an event pattern says so: its own runs tell. */
  readonly byFinding: boolean;
}

/** In the policy's order. A control without an open finding and without a run is left out. */
export async function listRemediations(parts: EngineParts): Promise<readonly RemediationStanding[]> {
  const policy = await parts.policy();
  const open = await openByControl(parts);
  const known = [...new Set<string>([...parts.catalogue.map(({ control }) => control.id), ...open.keys()])];
  const bound = boundLines(policy, known);
  const records = bound.length === 0 ? [] : await parts.store.runs.records(bound.map(scopeOf));
  const shown = bound.flatMap((one, index) => {
    const record = records[index];
    const openFindings = open.get(one.controlId) ?? 0;
    return record && (record.runs > 0 || (openFindings > 0 && !one.byFinding)) ? [{ one, record, openFindings }] : [];
  });
  const now = parts.clock.now();
  const query = { since: instantAfter(now, -TROUBLE_DAYS * DAY_MS), limit: MOST_RECENT };
  const recent =
    shown.length === 0
      ? []
      : await parts.store.runs.recent(
          shown.map(({ one }) => scopeOf(one)),
          query,
        );
  return shown.map(({ one: { line, controlId, documentName }, record, openFindings }, index) => ({
    remediation: line.name,
    controlId,
    documentName,
    mode: line.mode,
    ...(line.override === undefined ? {} : { override: line.override }),
    record,
    openFindings,
    proposal: ladderProposal({ line, promotion: policy.promotion, record, recent: recent[index] ?? [], now }),
  }));
}

const scopeOf = ({ line, controlId, documentName, byFinding }: Bound): RunScope & { readonly controlId: string } => ({
  controlId,
  documentName,
  ...(byFinding ? { remediation: line.name } : {}),
});

/** The runs of a line's own runbook, or of the control's, are what its record counts. */
export const documentNameOf = ({ runbook }: PolicyRemediation, controlId: string): string =>
  runbook?.document ?? runbookName({ controlId: controlId as ControlId, kind: 'repair' });

/** The first line that covers a finding decides: what an earlier line has taken whole is not the later one's. */
function boundLines({ remediations }: Policy, known: readonly string[]): readonly Bound[] {
  const taken = new Set<string>();
  return remediations.flatMap((line) => {
    const { controls, configRules, pattern } = line;
    const others = configRules !== undefined || pattern !== undefined;
    const all = controls?.includes('*') ?? !others;
    const named = (all ? known : (controls ?? [])).filter((id) => !taken.has(id));
    const byFinding = others && !all ? known.filter((id) => !named.includes(id) && !taken.has(id)) : [];
    if (coversEverywhere(line)) for (const id of named) taken.add(id);
    const bind = (controlId: string, of: boolean): Bound => ({
      line,
      controlId,
      documentName: documentNameOf(line, controlId),
      byFinding: of,
    });
    return [...named.map((id) => bind(id, false)), ...byFinding.map((id) => bind(id, true))];
  });
}

const coversEverywhere = (line: PolicyRemediation): boolean =>
  [line.accounts, line.organizationalUnits, line.regions, line.tags, line.arns, line.resourceTypes].every(
    (member) => member === undefined,
  );

async function openByControl({ store }: EngineParts): Promise<ReadonlyMap<string, number>> {
  const counts = await store.findings.counts('controlId', { recordStates: ['ACTIVE'], workflows: ['NEW', 'NOTIFIED'] });
  return new Map(counts.map(({ key, count }) => [key, count]));
}
