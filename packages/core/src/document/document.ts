import type { PermissionStatement } from '../control/control.ts';
import type { AccountId } from '../resource/resource.ts';
import type { Tag } from '../runbook/command.ts';
import type { Instant } from '../value/instant.ts';

/** A stored Automation document: what its versions share. */
export interface StoredDocument {
  /** Unique on this server. */
  readonly name: string;
  readonly owner: AccountId;
  readonly createdAt: Instant;
  /** Such as `/AWS::EC2::Instance`. */
  readonly targetType?: string;
  readonly tags: readonly Tag[];
  readonly defaultVersion: number;
  readonly latestVersion: number;
  /** Account ids, or `all`, with the version shared. */
  readonly sharedWith: readonly { readonly accountId: string; readonly version: string }[];
}

/** One version of a document. Never changes once it is stored. */
export interface DocumentVersion {
  readonly name: string;
  /** Counts from 1. */
  readonly version: number;
  readonly versionName?: string;
  readonly displayName?: string;
  readonly format: 'YAML' | 'JSON';
  /** As it was given. */
  readonly content: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly hash: string;
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** Narrow the role of every execution of it. Absent: the role's own permissions. */
  readonly permissions?: readonly PermissionStatement[];
  readonly attachments: readonly DocumentAttachment[];
}

export interface DocumentAttachment {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** An access key of the AWS-compatible API. Its secret is derived from the key of the data directory, never stored. */
export interface AccessKey {
  readonly accessKeyId: string;
  /** Who acts with it, as `Approvers` and records name him. */
  readonly name: string;
  /** Absent: there were no users when it was made, and its name is asserted. */
  readonly userId?: string;
  readonly accountId: AccountId;
  readonly createdAt: Instant;
  /** Absent: it was made before keys expired. */
  readonly expiresAt?: Instant;
}
