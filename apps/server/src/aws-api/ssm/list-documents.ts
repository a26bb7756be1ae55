import type { AccountId, DocumentStore, StoredDocument } from '@trueup/core';
import { shownVersions } from '@trueup/engine';
import { AwsError } from '../aws-error.ts';
import { operation } from '../aws-operation.ts';
import { documentIdentifier, PLATFORM_TYPES } from './document-shape.ts';
import { listPage } from '../page-token.ts';
import { integer, list, oneOf, string, structure } from '../shape.ts';
import { nextToken } from './shapes.ts';

interface Filter {
  readonly key: string;
  readonly values: readonly string[];
}

/** What a filter asks the store for, and what is then looked at item by item. */
interface Criteria {
  readonly query: Parameters<DocumentStore['list']>[0];
  readonly matches: (document: StoredDocument) => boolean;
}

const ALL: Criteria = { query: {}, matches: () => true };
const NONE: Criteria = { query: {}, matches: () => false };

/** ListDocuments: what the account of the caller owns or has a share in. */
export const listDocuments = operation(
  structure({
    DocumentFilterList: list(
      structure({ key: oneOf('Name', 'Owner', 'PlatformTypes', 'DocumentType'), value: string({ min: 1 }) }, [
        'key',
        'value',
      ]),
      { min: 1 },
    ),
    Filters: list(structure({ Key: string({ min: 1, max: 128 }), Values: list(string({ min: 1, max: 256 })) }), {
      min: 0,
      max: 6,
    }),
    MaxResults: integer(1, 50),
    NextToken: nextToken,
  }),
  async (input, { parts, scope }) => {
    const filters: Filter[] = [
      ...(input.DocumentFilterList ?? []).map(({ key, value }) => ({ key, values: [value] })),
      ...(input.Filters ?? []).map(({ Key = '', Values = [] }) => ({ key: Key, values: Values })),
    ];
    const criteria = filters.map((filter) => criteriaOf(filter, scope.accountId)).reduce(together, ALL);
    const stored = await storedDocuments(parts.store.documents, criteria.query);
    const shown = stored.filter(
      (document) => shownVersions(document, scope.accountId) !== undefined && criteria.matches(document),
    );
    // A place among those that are shown: the store's own cursor would tell the names of others.
    const page = listPage('documents', input, shown);
    const identifiers = await Promise.all(
      page.items.map(async (document) => {
        const version = await parts.store.documents.version(document.name, document.defaultVersion);
        return version ? [documentIdentifier({ document, version })] : [];
      }),
    );
    return { DocumentIdentifiers: identifiers.flat(), ...page.members };
  },
);

/** There are 500 at most. */
async function storedDocuments(documents: DocumentStore, query: Criteria['query']): Promise<StoredDocument[]> {
  const all: StoredDocument[] = [];
  let cursor: string | undefined;
  do {
    const page = await documents.list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

function together(one: Criteria, other: Criteria): Criteria {
  return {
    query: { ...one.query, ...other.query },
    matches: (document) => one.matches(document) && other.matches(document),
  };
}

function criteriaOf({ key, values }: Filter, viewer: AccountId): Criteria {
  switch (key) {
    case 'Name':
      return { ...ALL, query: { namePrefixes: values } };
    case 'Owner':
      return { ...ALL, matches: (document) => values.some((value) => isOwnedAs(document, value, viewer)) };
    case 'TargetType':
      return { ...ALL, query: { targetTypes: values } };
    case 'DocumentType':
      return values.includes('Automation') ? ALL : NONE;
    case 'PlatformTypes':
      return PLATFORM_TYPES.some((platform) => values.includes(platform)) ? ALL : NONE;
    default:
      if (key.startsWith('tag:') && key.length > 4) return { ...ALL, query: { tag: { key: key.slice(4), values } } };
      throw new AwsError(
        'InvalidFilterKey',
        `The filter key '${key}' is not valid: expected Owner, Name, PlatformTypes, DocumentType, TargetType or tag:KEY.`,
      );
  }
}

function isOwnedAs({ owner, sharedWith }: StoredDocument, value: string, viewer: AccountId): boolean {
  const shared = (account: string): boolean => sharedWith.some(({ accountId }) => accountId === account);
  switch (value) {
    case 'Self':
      return owner === viewer;
    case 'Private':
      return owner !== viewer && shared(viewer);
    case 'Public':
      return shared('all');
    case 'Amazon':
    case 'ThirdParty':
      return false;
    default:
      throw new AwsError(
        'ValidationException',
        `The owner '${value}' is not valid: expected Amazon, Private, Public, Self or ThirdParty.`,
      );
  }
}
