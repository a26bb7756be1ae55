import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { Digest } from '../ports/digest.ts';
import { accountId, partitionOf, PARTITIONS, region } from '../resource/resource.ts';
import { isJsonObject, type JsonObject } from '../value/json.ts';
import { prioritySettingsSchema } from '../finding/priority-settings-schema.ts';
import { checkedText } from './checked-text.ts';
import { MODES, type Policy } from './policy.ts';
import { sinksText, sourcesText } from './source-text.ts';

/** A fault of the policy's text. Line and column count from 1. */
export interface PolicyProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export type ParsedPolicy =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] };

/** What the rest of the policy may refer to. */
export interface PolicyVocabulary {
  readonly controls: readonly { readonly id: string; readonly parameters: z.ZodType }[];
}

const policyText = z.strictObject({
  partition: z.enum(PARTITIONS).default('aws'),
  accounts: z
    .array(
      z.strictObject({
        id: checkedText(accountId),
        name: z.string().min(1),
        role: z
          .string()
          .regex(/^[\w+=,.@/-]{1,512}$/, 'a role name without the ARN')
          .optional(),
        externalId: z.string().min(2).max(1224).optional(),
      }),
    )
    .min(1),
  regions: z.array(checkedText(region)).min(1),
  remediations: z
    .array(
      z.strictObject({
        controls: z.array(z.string()).min(1),
        mode: z.enum(MODES),
        accounts: z.array(z.string()).optional(),
        regions: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  parameters: z.record(z.string(), z.custom<JsonObject>(isJsonObject, 'expected a map')).default({}),
  planExpiresAfterHours: z.number().int().min(1).max(720).default(24),
  keepExecutionsDays: z.number().int().min(1).max(3650).default(90),
  sources: sourcesText.optional(),
  sinks: sinksText.optional(),
  priority: prioritySettingsSchema.optional(),
});

type PolicyText = z.output<typeof policyText>;
interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Reads a policy. Nothing of a policy with a fault is used. */
export function parsePolicy(text: string, vocabulary: PolicyVocabulary, digest: Digest): ParsedPolicy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const located = (fault: Fault): PolicyProblem => locate(document, lines, fault);
  if (document.errors.length > 0) {
    return {
      kind: 'invalid',
      problems: document.errors.map((error) => ({
        path: '',
        line: error.linePos?.[0].line ?? 1,
        column: error.linePos?.[0].col ?? 1,
        message: (error.message.split('\n')[0] ?? error.message).replace(/ at line \d+, column \d+:?$/, ''),
      })),
    };
  }
  const parsed = policyText.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    return {
      kind: 'invalid',
      problems: parsed.error.issues.map(located),
    };
  }
  const faults = [...unknownNames(parsed.data, vocabulary), ...badParameters(parsed.data, vocabulary)];
  if (faults.length > 0) return { kind: 'invalid', problems: faults.map(located) };
  return { kind: 'policy', policy: { ...parsed.data, hash: digest(text) } as Policy };
}

function unknownNames(policy: PolicyText, vocabulary: PolicyVocabulary): Fault[] {
  const controls = ['*', ...vocabulary.controls.map((control) => control.id)];
  const accounts: string[] = policy.accounts.map((account) => account.id);
  const regions: string[] = policy.regions;
  const wrongPartition = policy.regions.flatMap((name, index) =>
    partitionOf(name) === policy.partition
      ? []
      : [{ path: ['regions', index], message: `'${name}' is not in partition ${policy.partition}` }],
  );
  const repeated = accounts.flatMap((id, index) =>
    accounts.indexOf(id) === index
      ? []
      : [{ path: ['accounts', index, 'id'], message: `account ${id} is listed twice` }],
  );
  const lines = policy.remediations.flatMap((line, index) => [
    ...outside(line.controls, controls, ['remediations', index, 'controls'], 'control'),
    ...outside(line.accounts ?? [], accounts, ['remediations', index, 'accounts'], 'account'),
    ...outside(line.regions ?? [], regions, ['remediations', index, 'regions'], 'region'),
  ]);
  const parameters = Object.keys(policy.parameters).flatMap((id) =>
    outside([id], controls.slice(1), ['parameters', id], 'control').map((fault) => ({
      ...fault,
      path: ['parameters', id],
    })),
  );
  const sources = sourceAccounts(policy).flatMap(({ account, path }) =>
    outside([account], accounts, path, 'account').map((fault) => ({ ...fault, path })),
  );
  return [...wrongPartition, ...repeated, ...lines, ...parameters, ...sources];
}

function sourceAccounts({
  sources,
}: PolicyText): { readonly account: string; readonly path: readonly PropertyKey[] }[] {
  return [
    ...(sources?.queues ?? []).map(({ arn }, index) => ({
      account: arn.split(':')[4] ?? '',
      path: ['sources', 'queues', index, 'arn'],
    })),
    ...(sources?.securityHub ?? []).map(({ account }, index) => ({
      account,
      path: ['sources', 'securityHub', index, 'account'],
    })),
  ];
}

function outside(
  names: readonly string[],
  known: readonly string[],
  path: readonly PropertyKey[],
  what: string,
): Fault[] {
  return names.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [{ path: [...path, index], message: `unknown ${what} '${name}': expected one of ${known.join(', ')}` }],
  );
}

function badParameters(policy: PolicyText, vocabulary: PolicyVocabulary): Fault[] {
  return vocabulary.controls.flatMap((control) => {
    const given = policy.parameters[control.id];
    if (given === undefined) return [];
    const parsed = control.parameters.safeParse(given);
    if (parsed.success) return [];
    return parsed.error.issues.map((issue) => ({
      path: ['parameters', control.id, ...issue.path],
      message: issue.message,
    }));
  });
}

function locate(document: Document, lines: LineCounter, fault: Fault): PolicyProblem {
  const path = [...fault.path];
  let node: unknown;
  for (let depth = path.length; depth >= 0 && node === undefined; depth -= 1) {
    node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
  }
  const range = typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number] | null) : null;
  const position = range ? lines.linePos(range[0]) : { line: 1, col: 1 };
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  const message = isMap(document.contents) || path.length > 0 ? fault.message : 'expected a map';
  return { path: place.replace(/^\./, ''), line: position.line, column: Math.max(position.col, 1), message };
}
