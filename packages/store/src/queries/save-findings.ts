import { SEVERITIES, type Asff, type Digest, type Finding, type ReporterId } from '@trueup/core';
import { columnArrays, unnestParameters } from '../connection/column-arrays.ts';
import { LostRace } from '../connection/retry-lost-races.ts';
import { runRaw, type Database } from '../connection/database.ts';
import { readableJson, readableText } from './readable.ts';
import { storedInstant } from './stored-instant.ts';

const COLUMNS = [
  ['id', 'text'],
  ['last_observed_at', 'timestamptz'],
  ['first_observed_at', 'timestamptz'],
  ['created_at', 'timestamptz'],
  ['updated_at', 'timestamptz'],
  ['severity_rank', 'int'],
  ['priority', 'int'],
  ['due_at', 'timestamptz'],
  ['severity', 'text'],
  ['workflow', 'text'],
  ['record_state', 'text'],
  ['compliance', 'text'],
  ['account_id', 'text'],
  ['control_id', 'text'],
  ['region', 'text'],
  ['resource_type', 'text'],
  ['product', 'text'],
  ['asff_region', 'text'],
  ['asff_type', 'text'],
  ['security_control_id', 'text'],
  ['product_arn', 'text'],
  ['asff_id', 'text'],
  ['resource_arn', 'text'],
  ['title', 'text'],
  ['generator_id', 'text'],
  ['last_scan_id', 'text'],
] as const;
/** Lists of texts, which travel as PostgreSQL writes arrays: the arrays of one parameter would have to be equally long. */
const LISTS = ['asff_types', 'resource_ids', 'folded'] as const;
type Column = (typeof COLUMNS)[number][0] | (typeof LISTS)[number];
const NAMES: readonly Column[] = [...COLUMNS.map(([name]) => name), ...LISTS];
const TYPES = [...COLUMNS.map(([, type]) => type), ...LISTS.map(() => 'text')];

/*
 * One statement for any number of rows. The bodies travel as lines of one text: JSON has no raw line break in it, and
 * arrays of the driver would escape each quote once more.
 */
const INSERT = `
  insert into trueup.findings (${NAMES.join(', ')}, body)
  select ${[...COLUMNS.map(([name]) => name), ...LISTS.map((name) => `${name}::text[]`)].join(', ')}, body::json
  from unnest(${unnestParameters(TYPES)}, string_to_array($${NAMES.length + 1}::text, E'\\n'))
    as given (${NAMES.join(', ')}, body)`;
const INSERT_NEW = `${INSERT}
  on conflict (id) do nothing returning 1`;
const UPSERT = `${INSERT}
  on conflict (id) do update set
    ${[...NAMES, 'body']
      .filter((name) => name !== 'id')
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')}`;

const LINK = `
  insert into trueup.finding_sources (key, finding_id)
  select key, finding_id from unnest($1::text[], $2::text[]) as given (key, finding_id)
  on conflict (key) do nothing`;

export async function saveFindings(
  db: Database,
  given: readonly Finding[],
  digest: Digest,
  { areNew = false }: { readonly areNew?: boolean } = {},
): Promise<void> {
  // A row may be named once in an upsert: the last one counts. Sorted, as in byIds.
  const findings = [...new Map(given.map((finding) => [finding.id, finding])).values()].sort((one, other) =>
    one.id < other.id ? -1 : 1,
  );
  if (findings.length === 0) return;
  const bodies = findings.map(readableJson).join('\n');
  const row = [...columnArrays<Column>(NAMES, findings.map(toRow)), bodies];
  const written = await runRaw(db, areNew ? INSERT_NEW : UPSERT, row);
  if (areNew && written.length < findings.length) throw new LostRace('a finding that was new is there meanwhile');
  const links = new Map(
    findings.flatMap(({ id, sources }) => sources.map((source) => [reporterKey(source, digest), id] as const)),
  );
  // In one order for all, so that two transactions wait for each other and never cross.
  const keys = [...links.keys()].sort();
  await runRaw(db, LINK, [keys, keys.map((key) => links.get(key))]);
}

export function reporterKey({ productArn, id }: ReporterId, digest: Digest): string {
  return digest(`${productArn}\n${id}`).slice(0, 32);
}

function toRow(finding: Finding): Record<Column, unknown> {
  const { asff, resource } = finding;
  return {
    id: finding.id,
    last_observed_at: storedInstant(finding.lastObservedAt),
    first_observed_at: storedInstant(finding.firstObservedAt),
    created_at: storedInstant(asff.CreatedAt),
    updated_at: storedInstant(asff.UpdatedAt),
    severity_rank: SEVERITIES.indexOf(finding.severity),
    priority: finding.priority.base,
    due_at: finding.priority.dueAt === undefined ? null : storedInstant(finding.priority.dueAt),
    severity: finding.severity,
    workflow: finding.workflow,
    record_state: finding.recordState,
    compliance: finding.compliance ?? null,
    account_id: resource.accountId,
    control_id: readableText(finding.controlId),
    region: resource.region,
    resource_type: resource.type,
    product: readableOrNull(asff.ProductName),
    asff_region: readableOrNull(asff.Region),
    asff_type: asff.Resources[0]?.Type ?? null,
    security_control_id: readableOrNull(asff.Compliance?.SecurityControlId),
    product_arn: readableText(asff.ProductArn),
    asff_id: readableText(asff.Id),
    resource_arn: readableText(resource.arn),
    title: readableText(asff.Title),
    generator_id: readableText(asff.GeneratorId),
    last_scan_id: finding.lastScanId ?? null,
    asff_types: typesOf(asff),
    resource_ids: idsOf(finding),
    folded: foldedOf(asff),
  };
}

const readableOrNull = (text: string | undefined): string | null => (text === undefined ? null : readableText(text));

/** Null where asff_type says it all. */
function typesOf({ Resources }: Asff): string | null {
  const types = new Set(Resources.map(({ Type }) => Type));
  return types.size === 1 ? null : arrayText([...types]);
}

/** Null where resource_arn says it all. An account has two names: ASFF's own, and the ARN that our scan knows it by. */
function idsOf({ asff: { Resources }, resource }: Finding): string | null {
  const ids = new Set(Resources.map(({ Id }) => Id));
  return ids.size === 1 && ids.has(resource.arn) ? null : arrayText([...ids]);
}

/**
 * Title and description in lower case, null where SQL can make it: only for ASCII do all servers agree on it with each
 * other and with core.
 */
function foldedOf({ Title, Description }: Asff): string | null {
  const texts = [Title, Description];
  return texts.every((text) => text.toLowerCase() === asciiLower(text))
    ? null
    : arrayText(texts.map((text) => readableText(text).toLowerCase()));
}

const asciiLower = (text: string): string => text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());

function arrayText(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${readableText(text).replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}
