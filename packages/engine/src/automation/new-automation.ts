import {
  accountId,
  bindParameters,
  bindShared,
  resolvePermissions,
  storedParameterNames,
  type AccountId,
  type Actor,
  type Execution,
  type ExecutionId,
  type ExecutionMode,
  type Json,
  type JsonObject,
  type PermissionStatement,
  type Remediation,
  type RunbookDocument,
  type Scope,
  type Spread,
  type StoredParameters,
  type Tag,
} from '@trueup/core';
import { documentOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { planSpread } from '../spread/plan-spread.ts';
import { checkScripts } from './check-scripts.ts';
import type { Runbook } from './find-runbook.ts';

/** An execution that is to be. */
export interface AutomationOrder {
  readonly id: ExecutionId;
  readonly kind: 'automation' | 'child';
  readonly runbook: Runbook;
  readonly scope: Scope;
  readonly parameters: JsonObject;
  readonly mode: ExecutionMode;
  readonly tags: readonly Tag[];
  readonly spread?: Spread;
  readonly startedBy: Actor;
  readonly parent?: Execution['parent'];
  /** Of the key that asks. Absent: the administrator. */
  readonly callerAccount?: AccountId;
  readonly clientToken?: string;
  readonly requestHash?: string;
  /** What a repair's own runbook starts belongs to the repair, and may do no more than it. */
  readonly remediation?: Pick<Remediation, 'planId' | 'findingId' | 'resource'> & {
    readonly permissions: readonly PermissionStatement[];
  };
}

export type NewAutomation = { readonly kind: 'ready'; readonly execution: Execution } | Refused;

/** Binds parameters, settles role and permissions, and spreads the execution where that is wanted. Writes nothing. */
export async function newAutomation(parts: EngineParts, order: AutomationOrder): Promise<NewAutomation> {
  const document = documentOf(order.runbook.text);
  const unable = await checkScripts(parts, document);
  if (unable) return unable;
  // The role is known before the other parameters: with it they are read from Parameter Store.
  const early = roleOf(document, givenParameters(document, order.parameters), order);
  if (early.kind === 'refused') return early;
  const { kind: _kind, ...place } = early;
  const stored = await readStored(parts, document, { ...place, parameters: order.parameters });
  if (stored.kind === 'refused') return stored;
  const { spread, runbook } = order;
  const context = { ...order.scope, executionId: order.id };
  const now = parts.clock.now();
  const bound = spread
    ? bindShared(document, { ...spread, supplied: order.parameters }, context, now, stored.values)
    : bindParameters(document, order.parameters, context, now, stored.values);
  if (bound.kind === 'refused') return refused('invalid-parameters', bound.problems.join(' '));
  const role = roleOf(document, bound.parameters, order);
  if (role.kind === 'refused') return role;
  const execution = executionOf(parts, order, bound.parameters, role);
  if (!spread) return { kind: 'ready', execution };
  const planned = planSpread({
    id: order.id,
    scope: role.scope,
    ...(role.roleArn === undefined ? {} : { roleArn: role.roleArn }),
    document,
    digest: parts.digest,
    now,
    wanted: spread,
    supplied: order.parameters,
    stored: stored.values,
    ...(runbook.permissions ? { permissions: runbook.permissions } : {}),
    ...(runbook.targetType === undefined ? {} : { targetType: runbook.targetType }),
    accounts: (await parts.accounts()).map(String),
  });
  return planned.kind === 'refused' ? planned : { kind: 'ready', execution: { ...execution, spread: planned.spread } };
}

/** As far as they are plain: the wire form of a text is a list of one. */
function givenParameters(document: RunbookDocument, supplied: JsonObject): JsonObject {
  const defaults = Object.entries(document.parameters).map(([name, definition]) => [name, definition.default]);
  const given = Object.entries(supplied).map(([name, value]) => [
    name,
    Array.isArray(value) && value.length === 1 ? (value[0] as Json) : value,
  ]);
  return Object.fromEntries([...defaults, ...given]) as JsonObject;
}

type Role = { readonly kind: 'role'; readonly scope: Scope; readonly roleArn?: string };

const ROLE_ARN = /^arn:[a-z-]+:iam::(\d{12}):role\/[\w+=,.@/-]+$/;

/** The execution runs in the account of its role (automation-documents, 1.6), which a key cannot choose. */
function roleOf(
  document: RunbookDocument,
  parameters: JsonObject,
  { scope, callerAccount }: Pick<AutomationOrder, 'scope' | 'callerAccount'>,
): Role | Refused {
  const written = document.assumeRole ?? '';
  const [, parameter] = /^\{\{\s*(\w+)\s*\}\}$/.exec(written) ?? [];
  const value = parameter === undefined ? written : (parameters[parameter] ?? '');
  if (value === '') return { kind: 'role', scope };
  const [, account] = typeof value === 'string' ? (ROLE_ARN.exec(value) ?? []) : [];
  if (typeof value !== 'string' || account === undefined) {
    return refused('invalid-parameters', "The format of the supplied assume role ARN isn't valid.");
  }
  if (callerAccount !== undefined && account !== callerAccount && account !== scope.accountId) {
    return refused(
      'invalid-parameters',
      `The assume role ${value} is of another account: an access key of ${callerAccount} starts automations with roles of ${callerAccount}.`,
    );
  }
  return { kind: 'role', scope: { ...scope, accountId: accountId(account) }, roleArn: value };
}

function executionOf(parts: EngineParts, order: AutomationOrder, parameters: JsonObject, role: Role): Execution {
  const { runbook, remediation } = order;
  const permissions =
    remediation?.permissions ??
    (runbook.permissions ? resolvePermissions(runbook.permissions, role.scope, parameters) : undefined);
  return {
    id: order.id,
    kind: order.kind,
    ...(remediation
      ? { planId: remediation.planId, findingId: remediation.findingId, resource: remediation.resource }
      : {}),
    scope: role.scope,
    ...(role.roleArn === undefined ? {} : { roleArn: role.roleArn }),
    ...(permissions ? { permissions } : {}),
    ...(order.callerAccount === undefined ? {} : { callerAccount: order.callerAccount }),
    ...(order.parent ? { parent: order.parent } : {}),
    documentName: runbook.name,
    documentVersion: runbook.version,
    mode: order.mode,
    tags: order.tags,
    ...(order.clientToken === undefined ? {} : { clientToken: order.clientToken }),
    ...(order.requestHash === undefined ? {} : { requestHash: order.requestHash }),
    ...(runbook.attachments.length > 0 ? { attachments: runbook.attachments } : {}),
    document: runbook.text,
    parameters,
    phase: 'running',
    status: 'Pending',
    startedBy: order.startedBy,
    startedAt: parts.clock.now(),
    verifyAttempts: 0,
  };
}

type Stored = { readonly kind: 'values'; readonly values: StoredParameters } | Refused;

/** Reads what the defaults name of Parameter Store, once, before the execution begins (1.3.5). */
export async function readStored(
  parts: EngineParts,
  document: RunbookDocument,
  order: Pick<AutomationOrder, 'scope' | 'parameters'> & { readonly roleArn?: string },
): Promise<Stored> {
  const names = storedParameterNames(document, order.parameters);
  const values = new Map<string, Json>();
  if (names.length === 0) return { kind: 'values', values };
  await parts.accounts();
  const { scope, roleArn } = order;
  const session = parts.door.open(scope, { mode: 'live', ...(roleArn === undefined ? {} : { roleArn }) });
  for (const name of names) {
    const call = { service: 'ssm', operation: 'GetParameter', parameters: { Name: name } };
    const answer = await session.call(call);
    if (answer.kind !== 'answered') {
      const reason = answer.kind === 'failed' ? `${answer.failure.code}: ${answer.failure.message}` : 'not read';
      return refused(
        'invalid-parameters',
        `The default {{ssm:${name}}} could not be read from Parameter Store: ${reason}`,
      );
    }
    const { Type, Value } = (answer.output['Parameter'] ?? {}) as { readonly Type?: string; readonly Value?: string };
    if (Type === 'SecureString' || typeof Value !== 'string') {
      return refused(
        'invalid-parameters',
        `The default {{ssm:${name}}} is a SecureString, which cannot be referred to.`,
      );
    }
    values.set(name, Type === 'StringList' ? Value.split(',') : Value);
  }
  return { kind: 'values', values };
}
