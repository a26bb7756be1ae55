import { findingWhere, Problem, type ExportFormat, type StreamInput } from '@trueup/api-contract';
import {
  csvOfFindings,
  ocsfFromAsff,
  sarifOfFindings,
  unreachable,
  urgencyOf,
  type Finding,
  type FindingCriteria,
  type FindingRow,
} from '@trueup/core';
import manifest from '../package.json' with { type: 'json' };
import type { ApplicationParts } from './application-parts.ts';
import { findingCriteria } from './finding-criteria.ts';

/** Findings are read so many at a time. */
const PAGE = 500;
/** What GitHub takes of one file; SARIF is made whole, since its rules stand before its results. */
const MOST_SARIF_RESULTS = 25_000;

/** All findings that match as text that flows, as they are while it does. */
export async function exportFindings(
  parts: ApplicationParts,
  { format, filters, where, ...lists }: StreamInput<'exportFindings'>,
): Promise<AsyncIterable<Uint8Array>> {
  const asked = {
    ...lists,
    ...(filters === undefined ? {} : { filters: JSON.parse(filters) as unknown }),
    ...(where === undefined ? {} : { where: findingWhere.parse(JSON.parse(where)) }),
  };
  // Relative dates count back from one moment, however long it takes.
  const criteria = findingCriteria(asked, parts.clock.now());
  if (format === 'sarif') await fitsInSarif(parts, criteria);
  return encoded(textOf(parts, format, criteria));
}

async function fitsInSarif({ store }: ApplicationParts, criteria: FindingCriteria): Promise<void> {
  const count = await store.findings.count(criteria);
  if (count <= MOST_SARIF_RESULTS) return;
  const detail = `${count} findings match, and a SARIF file holds ${MOST_SARIF_RESULTS}: narrow them`;
  throw new Problem('refused', detail, { reason: 'too-many-findings' });
}

function textOf(parts: ApplicationParts, format: ExportFormat, criteria: FindingCriteria): AsyncIterable<string> {
  const pages = pagesOf(parts, criteria);
  switch (format) {
    case 'asff':
      return listed(pages, ({ asff }) => asff, { before: '{"Findings": [', after: ']}\n' });
    case 'ocsf':
      return listed(pages, ({ asff }) => ocsfFromAsff(asff, { productVersion: manifest.version }), {
        before: '[',
        after: ']\n',
      });
    case 'csv':
      return csv(parts, pages);
    case 'sarif':
      return sarif(parts, pages);
    default:
      return unreachable(format);
  }
}

/** In an order that does not change while it is read: what is found meanwhile comes last. */
async function* pagesOf({ store }: ApplicationParts, criteria: FindingCriteria): AsyncGenerator<readonly Finding[]> {
  let cursor: string | undefined;
  do {
    const page = await store.findings.list({
      ...criteria,
      order: 'first-observed',
      ascending: true,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

async function* listed(
  pages: AsyncIterable<readonly Finding[]>,
  item: (finding: Finding) => unknown,
  { before, after }: { readonly before: string; readonly after: string },
): AsyncGenerator<string> {
  yield before;
  let comma = '\n';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield `${comma}${page.map((finding) => JSON.stringify(item(finding))).join(',\n')}`;
    comma = ',\n';
  }
  yield `\n${after}`;
}

async function* csv(parts: ApplicationParts, pages: AsyncIterable<readonly Finding[]>): AsyncGenerator<string> {
  const row = rowWriter(parts);
  yield csvOfFindings([], { byteOrderMark: true });
  for await (const page of pages) yield csvOfFindings(page.map(row), { header: false });
}

async function* sarif(parts: ApplicationParts, pages: AsyncIterable<readonly Finding[]>): AsyncGenerator<string> {
  const row = rowWriter(parts);
  const rows: FindingRow[] = [];
  for await (const page of pages) rows.push(...page.map(row));
  yield `${JSON.stringify(sarifOfFindings(rows, { version: manifest.version }))}\n`;
}

function rowWriter({ controls, clock }: ApplicationParts): (finding: Finding) => FindingRow {
  const known = new Set(controls.map(({ id }) => id));
  const now = clock.now();
  return (finding) => {
    const { id, controlId, title, severity, compliance, workflow, recordState, resource, asff } = finding;
    const note = asff.Note?.Text;
    return {
      id,
      ...(known.has(controlId) ? { control: controlId } : {}),
      title,
      severity,
      priority: urgencyOf(finding.priority, now).score,
      ...(compliance === undefined ? {} : { compliance }),
      workflow,
      recordState,
      accountId: resource.accountId,
      region: resource.region,
      resourceType: resource.type,
      resource: resource.arn,
      firstObservedAt: finding.firstObservedAt,
      lastObservedAt: finding.lastObservedAt,
      sources: finding.sources.map(({ productName, productArn }) => productName ?? productArn),
      ...(note === undefined ? {} : { note }),
    };
  };
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
