import { z } from 'zod';
import type { JsonObject } from '../value/json.ts';

const none = z.strictObject({
  kind: z.literal('none'),
  /** One sentence. */
  reason: z.string().min(10),
});
const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);
const statement = z.strictObject({
  Sid: z.string().regex(/^[A-Za-z0-9]+$/, 'expected letters and digits'),
  Effect: z.literal('Deny'),
  Action: z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z]+$/, 'expected an action without wildcards')).min(1),
  Resource: oneOrMore,
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).exactOptional(),
});
const property = z.strictObject({
  /** What is to be set, such as `VersioningConfiguration.Status`. */
  property: z.string().min(1),
  example: z.string().min(1),
});

const prevention = z.strictObject({
  causes: z.array(z.string().regex(/^[A-Z][A-Za-z0-9]+$/, "expected a call's name, such as PutBucketPolicy")).min(1),
  serviceControlPolicy: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('policy'), statements: z.array(statement).min(1) }),
    none,
  ]),
  guard: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('rule'), text: z.string().min(1) }), none]),
  cloudFormation: z.discriminatedUnion('kind', [property.extend({ kind: z.literal('property') }), none]),
  terraform: z.discriminatedUnion('kind', [property.extend({ kind: z.literal('property') }), none]),
});

interface None {
  readonly kind: 'none';
  /** One sentence. */
  readonly reason: string;
}

/** A statement of a service control policy. No partition is named in it: `arn:*:…` stands for each. */
export interface DenyStatement {
  readonly Sid: string;
  readonly Effect: 'Deny';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: JsonObject;
}

/** What is to be set in code, and how it reads there. */
export interface CodeProperty {
  readonly kind: 'property';
  /** Such as `VersioningConfiguration.Status`. */
  readonly property: string;
  readonly example: string;
}

/** How a fault is kept from coming back: prevention.yaml of a control's folder. */
export interface Prevention {
  /** The calls that bring the fault about, by their names in CloudTrail, the likeliest first. */
  readonly causes: readonly string[];
  /** Denies such calls in the member accounts of an organization. */
  readonly serviceControlPolicy: { readonly kind: 'policy'; readonly statements: readonly DenyStatement[] } | None;
  /** AWS CloudFormation Guard's rule over templates. */
  readonly guard: { readonly kind: 'rule'; readonly text: string } | None;
  readonly cloudFormation: CodeProperty | None;
  readonly terraform: CodeProperty | None;
}

/** Reads prevention.yaml, parsed. @throws Error that names the place and what is wrong with it. */
export function readPrevention(parsed: unknown): Prevention {
  const read = prevention.safeParse(parsed);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Error(`${first?.path.join('.') || 'prevention'}: ${first?.message ?? 'not valid'}`);
}
