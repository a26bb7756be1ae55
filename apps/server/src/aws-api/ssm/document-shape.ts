import {
  parseRunbook,
  type DocumentVersion,
  type Json,
  type ParameterDefinition,
  type RunbookDocument,
  type StoredDocument,
} from '@trueup/core';
import { epochSeconds } from '../wire-time.ts';

/** Automation runs beside no operating system; the service lists them all. */
export const PLATFORM_TYPES = ['Windows', 'Linux', 'MacOS'] as const;

interface Kept {
  readonly document: StoredDocument;
  readonly version: DocumentVersion;
}

/** SSM's DocumentDescription. */
export function documentDescription({ document, version }: Kept): object {
  const { description, parameters } = contentOf(version);
  return {
    Hash: version.hash,
    HashType: 'Sha256',
    ...identity({ document, version }),
    Status: 'Active',
    ...(description === undefined ? {} : { Description: description }),
    Parameters: Object.entries(parameters).map(([name, definition]) => documentParameter(name, definition)),
    LatestVersion: String(document.latestVersion),
    DefaultVersion: String(document.defaultVersion),
    AttachmentsInformation: version.attachments.map(({ name }) => ({ Name: name })),
  };
}

/** SSM's DocumentIdentifier. */
export function documentIdentifier(kept: Kept): object {
  return identity(kept);
}

function identity({ document, version }: Kept): object {
  return {
    Name: document.name,
    ...namesOf(version),
    Owner: document.owner,
    CreatedDate: epochSeconds(version.createdAt),
    Author: version.createdBy,
    DocumentVersion: String(version.version),
    PlatformTypes: PLATFORM_TYPES,
    DocumentType: 'Automation',
    SchemaVersion: '0.3',
    DocumentFormat: version.format,
    ...(document.targetType === undefined ? {} : { TargetType: document.targetType }),
    Tags: document.tags,
  };
}

/** SSM's DocumentVersionInfo. */
export function documentVersionInfo(document: StoredDocument, version: Omit<DocumentVersion, 'content'>): object {
  return {
    Name: document.name,
    ...namesOf(version),
    DocumentVersion: String(version.version),
    CreatedDate: epochSeconds(version.createdAt),
    IsDefaultVersion: version.version === document.defaultVersion,
    DocumentFormat: version.format,
    Status: 'Active',
  };
}

export function namesOf({ displayName, versionName }: Pick<DocumentVersion, 'displayName' | 'versionName'>): object {
  return {
    ...(displayName === undefined ? {} : { DisplayName: displayName }),
    ...(versionName === undefined ? {} : { VersionName: versionName }),
  };
}

/** Its Type knows two values only: every list is one of them, all else the other. */
function documentParameter(name: string, definition: ParameterDefinition): object {
  const { type, description, default: value } = definition;
  const isList = type.startsWith('List<') || type === 'StringList' || type === 'MapList';
  return {
    Name: name,
    Type: isList ? 'StringList' : 'String',
    ...(description === undefined ? {} : { Description: description }),
    ...(value === undefined ? {} : { DefaultValue: textOf(value) }),
  };
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

function contentOf({ name, version, content }: DocumentVersion): RunbookDocument {
  const parsed = parseRunbook(content);
  if (parsed.kind === 'document') return parsed.document;
  throw new Error(`version ${version} of document ${name} cannot be read: ${parsed.problems[0]?.message}`);
}
