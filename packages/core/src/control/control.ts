import type { z } from 'zod';
import type { ResourceRef } from '../resource/resource.ts';
import type { Snapshot } from '../resource/snapshot.ts';
import type { Brand } from '../value/brand.ts';
import type { JsonObject } from '../value/json.ts';
import type { Evaluation } from './evaluation.ts';
import type { Prevention } from './prevention.ts';

/** Such as `S3.8`, or `Trueup.Tags.1` for a control of our own. */
export type ControlId = Brand<'ControlId'>;

export const SEVERITIES = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** safe: no effect on traffic; low: small or reversible; disruptive: may break access; destructive: replaces or deletes. */
export const RISKS = ['safe', 'low', 'disruptive', 'destructive'] as const;
export type Risk = (typeof RISKS)[number];

/** Mappings as published by Security Hub; empty lists for a control of our own. */
export interface Standards {
  readonly fsbp: boolean;
  readonly cis: Readonly<Record<'v1_2' | 'v1_4' | 'v3_0' | 'v5_0', string | null>>;
  readonly pciDss321: readonly string[];
  readonly nist80053r5: readonly string[];
}

export interface ConfigRule {
  readonly name: string;
  readonly identifier: string;
}

/** What a person settles for one control in the policy, such as the tags that are required. */
export type ControlParameters = JsonObject;

export interface Undo<P> {
  readonly kind: 'runbook';
  /** Inputs of undo.yaml. `before` is the snapshot taken right before the repair. */
  readonly input: (before: Snapshot, parameters: P) => JsonObject;
  /** What the resource reads once undone, where AWS cannot go all the way back. Absent: as `before`. */
  readonly expected?: (before: Snapshot, parameters: P) => JsonObject;
}

export interface NoUndo {
  readonly kind: 'none';
  /** One sentence. Such a remediation always needs an approval. */
  readonly reason: string;
}

/**
 * A requirement, how it is judged and how it is restored. Everything here is pure.
 * `P` is the type of its parameters.
 */
export interface Control<P extends ControlParameters = ControlParameters> {
  readonly id: ControlId;
  /** Other ids that the same fault is reported under. */
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly resourceTypes: readonly string[];
  /** global: judged once an account, in the partition's home region. */
  readonly scope: 'regional' | 'global';
  readonly standards: Standards;
  readonly configRule?: ConfigRule;
  /** Parts of the snapshot that the check looks at. One of them unread means `insufficient-data`. */
  readonly parts: readonly string[];
  readonly parameters: z.ZodType<P>;
  /** Called only when all `parts` were read. */
  readonly check: (snapshot: Snapshot, parameters: P) => Evaluation;
  /**
   * The configuration as it must read once repaired, with KNOWN_AFTER_APPLY where only the change decides.
   * The plan shows it, and verification holds every difference from it to be an unplanned change.
   */
  readonly repaired: (snapshot: Snapshot, parameters: P) => JsonObject;
  /** Members (top level, or `Part.Member`) that move by themselves and are never compared. */
  readonly volatile?: readonly string[];
  readonly risk: Risk;
  /** Set when no policy may make the remediation automatic: one sentence that says why. */
  readonly approvalOnly?: string;
  /** Inputs of runbook.yaml. */
  readonly input: (snapshot: Snapshot, parameters: P) => JsonObject;
  readonly undo: Undo<P> | NoUndo;
}

/**
 * A statement of a session policy. `Resource` may hold {{Partition}}, {{Region}}, {{AccountId}}, {{ResourceId}},
 * {{ResourceArn}} and {{input:Name}}; `Condition` may too, under an operator that takes wildcards.
 */
export interface PermissionStatement {
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: JsonObject;
}

/** permissions.json: the least that each stage needs. */
export interface Permissions {
  readonly detect: readonly string[];
  readonly remediate: readonly PermissionStatement[];
  readonly undo: readonly PermissionStatement[];
}

/** One whole control folder, as the generated catalogue holds it. */
export interface LibraryEntry {
  readonly control: Control;
  /** Such as `ec2/no-ssh-from-anywhere`. */
  readonly folder: string;
  readonly runbook: string;
  readonly undoRunbook: string | undefined;
  readonly permissions: Permissions;
  readonly prevention: Prevention;
  readonly readme: string;
}

/** Keeps the parameter type of a definition while the catalogue holds controls of every type. */
export function defineControl<P extends ControlParameters>(control: Control<P>): Control {
  return control as unknown as Control;
}

export function appliesTo(control: Control, resource: Pick<ResourceRef, 'type'>): boolean {
  return control.resourceTypes.includes(resource.type);
}
