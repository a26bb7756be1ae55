import type { JsonObject } from '@trueup/core';
import { restOperation, type AwsCall } from '../aws-operation.ts';
import { storedPage } from '../page-token.ts';
import { document, isoTimestamp, list, oneOf, structure } from '../shape.ts';
import type { FindingHistoryEntry, FindingIdentifier, FindingImported } from './findings-port.ts';
import { invalidField, invalidInput, LISTS } from './refusals.ts';
import { findingIdentifier, findingUpdateMembers, listMembers, nonEmpty } from './shapes.ts';

/** The operations on findings (findings, 4; automation-rules, 8). */

const MOST_FINDINGS = 100;
const IMPORT_LIMIT_BYTES = 6 * 1024 * 1024;

interface ImportFailure {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

const importFindings = {
  ...restOperation(
    { method: 'POST', path: '/findings/import' },
    structure({ Findings: list(document, { min: 1, max: MOST_FINDINGS }) }, ['Findings']),
    async ({ Findings }, call) => {
      const refused = Findings.map((finding) => foreign(finding, call));
      const own = Findings.filter((_, index) => refused[index] === undefined);
      const outcomes = own.length === 0 ? [] : await call.parts.findings.importFindings(own, call);
      const imported = new Map(own.map((finding, index) => [finding, outcomes[index]]));
      const failed = Findings.flatMap((finding, index) => {
        const failure = refused[index] ?? importFailure(imported.get(finding));
        return failure ? [{ Id: idOf(finding), ...failure }] : [];
      });
      return {
        FailedCount: failed.length,
        SuccessCount: Findings.length - failed.length,
        FailedFindings: failed,
      };
    },
  ),
  bodyLimitBytes: IMPORT_LIMIT_BYTES,
};

/** A key imports for its own account, with AWS's products, partners' and its own account's integrations. */
function foreign({ AwsAccountId, ProductArn }: JsonObject, { scope }: AwsCall): ImportFailure | undefined {
  const integration = /^arn:[\w-]+:securityhub:[\w-]*:\d*:product\/(\d{12})\//.exec(String(ProductArn))?.[1];
  const accounts = [...(typeof AwsAccountId === 'string' ? [AwsAccountId] : []), ...(integration ? [integration] : [])];
  const other = accounts.find((account) => /^\d{12}$/.test(account) && account !== scope.accountId);
  return other === undefined
    ? undefined
    : {
        ErrorCode: 'InvalidAccess',
        ErrorMessage: `This key is of account ${scope.accountId} and cannot import findings of account ${other}.`,
      };
}

function importFailure(outcome: FindingImported | undefined): ImportFailure | undefined {
  switch (outcome?.kind) {
    case undefined:
      throw new Error('a finding was imported without an outcome');
    case 'imported':
      return undefined;
    case 'rejected': {
      const where = outcome.field === '' ? 'data' : `data.${outcome.field}`;
      const message = `Finding does not adhere to Amazon Finding Format. ${where} ${outcome.reason}`;
      return { ErrorCode: 'InvalidInput', ErrorMessage: message };
    }
    case 'failed':
      return { ErrorCode: 'InternalFailure', ErrorMessage: outcome.reason };
  }
}

/** The Id that a failure is told under, also of what is no finding. */
function idOf({ Id }: JsonObject): string {
  return typeof Id === 'string' && Id !== '' ? Id.slice(0, 512) : 'unknown';
}

const updateFindings = restOperation(
  { method: 'PATCH', path: '/findings/batchupdate' },
  structure({ FindingIdentifiers: list(findingIdentifier, { min: 1, max: MOST_FINDINGS }), ...findingUpdateMembers }, [
    'FindingIdentifiers',
  ]),
  async ({ FindingIdentifiers: identifiers, ...update }, call) => {
    if (Object.keys(update).length === 0) {
      throw invalidInput(`Nothing to update: expected one or more of ${Object.keys(findingUpdateMembers).join(', ')}.`);
    }
    const updated = await call.parts.findings.updateFindings(identifiers, update, call);
    if (updated.kind === 'invalid') throw invalidField(updated);
    const processed: FindingIdentifier[] = [];
    const unprocessed: object[] = [];
    for (const [index, identifier] of identifiers.entries()) {
      const outcome = updated.outcomes[index];
      if (!outcome) throw new Error('a finding was updated without an outcome');
      if (outcome.kind === 'updated') processed.push(identifier);
      else {
        const { code: ErrorCode, reason: ErrorMessage } = outcome;
        unprocessed.push({ FindingIdentifier: identifier, ErrorCode, ErrorMessage });
      }
    }
    return { ProcessedFindings: processed, UnprocessedFindings: unprocessed };
  },
);

const getFindings = restOperation(
  { method: 'POST', path: '/findings' },
  structure({
    Filters: document,
    SortCriteria: list(structure({ Field: nonEmpty, SortOrder: oneOf('asc', 'desc') })),
    ...listMembers,
  }),
  async ({ Filters: filters = {}, SortCriteria = [], ...asked }, call) => {
    const sort = SortCriteria.map(({ Field: field, SortOrder: order = 'asc' }) => {
      if (field === undefined) throw invalidInput("Invalid parameter 'SortCriteria'. A criterion has no Field.");
      return { field, order };
    });
    const page = await storedPage(
      'findings',
      asked,
      async (request) => {
        const found = await call.parts.findings.findings({ ...request, filters, sort }, call);
        if (found.kind === 'invalid') throw invalidField(found);
        return found;
      },
      LISTS,
    );
    return { Findings: page.items, ...page.members };
  },
);

const getHistory = restOperation(
  { method: 'POST', path: '/findingHistory/get' },
  structure({ FindingIdentifier: findingIdentifier, StartTime: isoTimestamp, EndTime: isoTimestamp, ...listMembers }, [
    'FindingIdentifier',
  ]),
  async ({ FindingIdentifier: finding, StartTime, EndTime, ...asked }, call) => {
    const times = {
      ...(StartTime === undefined ? {} : { from: StartTime }),
      ...(EndTime === undefined ? {} : { to: EndTime }),
    };
    const page = await storedPage(
      'finding-history',
      asked,
      async (request) => {
        const found = await call.parts.findings.history({ ...request, finding, ...times }, call);
        // The operation has no error for a finding that is not there.
        return found.kind === 'unknown' ? { items: [] } : found;
      },
      LISTS,
    );
    return { Records: page.items.map((entry) => historyView(finding, entry)), ...page.members };
  },
);

function historyView(finding: FindingIdentifier, { at, created, source, updates }: FindingHistoryEntry): object {
  return {
    FindingIdentifier: finding,
    UpdateTime: at,
    FindingCreated: created,
    UpdateSource: { Type: source.type, Identity: source.identity },
    Updates: updates.map(({ field, from, to }) => ({
      UpdatedField: field,
      ...(from === undefined ? {} : { OldValue: from }),
      ...(to === undefined ? {} : { NewValue: to }),
    })),
  };
}

export const findingOperations = {
  BatchImportFindings: importFindings,
  BatchUpdateFindings: updateFindings,
  GetFindings: getFindings,
  GetFindingHistory: getHistory,
};
