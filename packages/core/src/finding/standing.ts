import type { ComplianceStatus, RecordState } from './asff/asff.ts';
import type { FindingSource } from './finding.ts';

/** From the best to the worst word about a requirement. */
const WORSE: readonly ComplianceStatus[] = ['PASSED', 'NOT_AVAILABLE', 'WARNING', 'FAILED'];

interface Standing {
  readonly compliance?: ComplianceStatus;
  readonly recordState: RecordState;
}

/**
 * How a fault stands by all who report it: the worst that anyone says now. A verdict of our own check, which has seen
 * the resource, beats what others have been saying since before; their repeating it changes nothing, a new word does.
 * So two tools that disagree do not open and close the finding in turns.
 */
export function standingOf(sources: readonly FindingSource[]): Standing {
  const own = sources.find((source) => source.own);
  const decided = own !== undefined && (own.recordState === 'ARCHIVED' || own.compliance === 'PASSED');
  const heard = decided ? sources.filter((source) => source.own || source.statusSince > own.updatedAt) : sources;
  const active = heard.filter(({ recordState }) => recordState === 'ACTIVE');
  const counted = active.length > 0 ? active : heard;
  const compliance = worst(counted.flatMap((source) => source.compliance ?? []));
  return {
    recordState: active.length > 0 ? 'ACTIVE' : 'ARCHIVED',
    ...(compliance === undefined ? {} : { compliance }),
  };
}

function worst(statuses: readonly ComplianceStatus[]): ComplianceStatus | undefined {
  return statuses.reduce<ComplianceStatus | undefined>(
    (one, other) => (one === undefined || WORSE.indexOf(other) > WORSE.indexOf(one) ? other : one),
    undefined,
  );
}
