import type { ComplianceStatus, SeverityLabel } from '../asff/asff.ts';
import type { FindingRow } from './finding-row.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The rule of a finding that is about no known control. */
const NO_CONTROL = 'Other';

type Level = 'error' | 'warning' | 'note';

/** The number is what code hosts sort by; it is the upper end of the label's range in ASFF, out of ten. */
const LEVELS: Readonly<Record<SeverityLabel, { readonly level: Level; readonly score: string }>> = {
  CRITICAL: { level: 'error', score: '10.0' },
  HIGH: { level: 'error', score: '8.9' },
  MEDIUM: { level: 'warning', score: '6.9' },
  LOW: { level: 'note', score: '3.9' },
  INFORMATIONAL: { level: 'note', score: '0.0' },
};

/** `open`: looked at, and nothing decided. */
const KINDS: Readonly<Record<ComplianceStatus, 'pass' | 'fail' | 'open'>> = {
  PASSED: 'pass',
  FAILED: 'fail',
  WARNING: 'open',
  NOT_AVAILABLE: 'open',
};

/** Findings as SARIF 2.1.0: a rule for each control and a result for each finding, at its resource. */
export function sarifOfFindings(rows: readonly FindingRow[], { version }: { readonly version: string }) {
  const rules = [...Map.groupBy(rows, ({ control }) => control ?? NO_CONTROL)];
  const places = new Map(rules.map(([id], index) => [id, index]));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'trueup', version, rules: rules.map(([id, found]) => ruleOf(id, found)) } },
        results: rows.map((row) => resultOf(row, places)),
      },
    ],
  };
}

/** Titled and rated as the first finding of it. */
function ruleOf(id: string, [row]: readonly FindingRow[]) {
  const { level, score } = LEVELS[row?.severity ?? 'INFORMATIONAL'];
  return {
    id,
    shortDescription: { text: id === NO_CONTROL ? 'Findings about no known control.' : (row?.title ?? id) },
    defaultConfiguration: { level },
    properties: { tags: ['security'], 'security-severity': score },
  };
}

function resultOf(row: FindingRow, places: ReadonlyMap<string, number>) {
  const { id, control = NO_CONTROL, title, severity, compliance, priority, resource, url } = row;
  const kind = KINDS[compliance ?? 'FAILED'];
  return {
    ruleId: control,
    ruleIndex: places.get(control) ?? -1,
    kind,
    // A level is for failures only (SARIF 2.1.0, 3.27.10).
    level: kind === 'fail' ? LEVELS[severity].level : 'none',
    rank: priority,
    message: { text: title },
    locations: [{ logicalLocations: [{ fullyQualifiedName: resource, kind: 'resource' }] }],
    partialFingerprints: { 'trueupFindingId/v1': id },
    provenance: { firstDetectionTimeUtc: row.firstObservedAt, lastDetectionTimeUtc: row.lastObservedAt },
    ...(url === undefined ? {} : { hostedViewerUri: url }),
    ...suppressionsOf(row),
    properties: propertiesOf(row),
  };
}

function suppressionsOf({ workflow, note }: FindingRow) {
  if (workflow !== 'SUPPRESSED') return {};
  return {
    suppressions: [{ kind: 'external', status: 'accepted', ...(note === undefined ? {} : { justification: note }) }],
  };
}

function propertiesOf({
  severity,
  compliance,
  workflow,
  recordState,
  accountId,
  region,
  resourceType,
  sources,
}: FindingRow) {
  return {
    severity,
    ...(compliance === undefined ? {} : { compliance }),
    workflow,
    recordState,
    accountId,
    region,
    resourceType,
    sources,
  };
}
