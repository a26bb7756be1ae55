import {
  accountId,
  isJsonObject,
  partitionOf,
  region,
  unreachable,
  type AccountId,
  type Actor,
  type DeliveryOutcome,
  type Finding,
  type FindingId,
  type JsonObject,
  type Parcel,
  type Scope,
  type TargetAddress,
} from '@trueup/core';
import { accountOf } from '../account-of.ts';
import { startAutomation } from '../automation/start-automation.ts';
import type { BatchedParts } from '../batched-parts.ts';
import { startExecution } from '../execute/start-execution.ts';
import { makePlan } from '../plan/make-plan.ts';
import { PolicyUnreadable, type OutsideKind } from '../parts.ts';
import { toSecurityHub } from '../sink/to-security-hub.ts';

type Here = Exclude<TargetAddress, { readonly kind: OutsideKind }>;

export function isHere(address: TargetAddress): address is Here {
  return address.kind === 'runbook' || address.kind === 'remediation' || address.kind === 'security-hub';
}

/** Targets that are Trueup itself: a document to run, a finding to repair, Security Hub to be told. */
export function deliverHere(
  parts: BatchedParts,
  address: Here,
  parcel: Parcel,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  switch (address.kind) {
    case 'runbook':
      return runDocument(parts, address, parcel);
    case 'remediation':
      return remediate(parts, parcel);
    case 'security-hub':
      return toSecurityHub(parts, parcel, signal);
    default:
      return unreachable(address);
  }
}

async function runDocument(
  parts: BatchedParts,
  address: Extract<Here, { readonly kind: 'runbook' }>,
  parcel: Parcel,
): Promise<DeliveryOutcome> {
  const parameters = parametersOf(parcel.body);
  if (!parameters) {
    return refusal(
      'INVALID_PARAMETER',
      "the target's input is no JSON object of parameters: give it an input template",
    );
  }
  const withRole =
    address.roleArn === undefined ? parameters : { AutomationAssumeRole: address.roleArn, ...parameters };
  const scope = scopeOf(parcel);
  if (!scope) return refusal('INVALID_PARAMETER', `the event's region ${parcel.event.region} is none`);
  const { document: name, version } = address;
  const started = await startAutomation(
    parts,
    {
      document: { kind: 'stored', name, ...(version === undefined ? {} : { version }) },
      scope,
      parameters: withRole,
      // Delivered twice, it runs once.
      clientToken: parcel.deliveryId,
      ...(await confinement(parts, parcel)),
    },
    actorOf(parcel),
  );
  if (started.kind === 'refused') return refusal('INVALID_PARAMETER', `${started.reason}: ${started.detail}`);
  return { kind: 'delivered', detail: `execution ${started.execution.id}` };
}

/** A rule of one account's own may start what its key may start, and no more; the administrator's may start anything. */
async function confinement(parts: BatchedParts, { rule }: Parcel): Promise<{ readonly callerAccount?: AccountId }> {
  const owner = accountOf(rule.arn);
  return owner === (await parts.administrator()) ? {} : { callerAccount: accountId(owner) };
}

/** Plans the repair, and starts it where the policy lets it run by itself. A finding that is left alone is an answer. */
async function remediate(parts: BatchedParts, parcel: Parcel): Promise<DeliveryOutcome> {
  const id = await findingOf(parts, parcel);
  const finding = id && (await parts.store.findings.byId(id));
  if (!finding || !mayName(parcel, finding)) {
    return refusal('INVALID_PARAMETER', 'the event is about no finding that is stored here');
  }
  try {
    const outcome = await makePlan(parts, finding, actorOf(parcel));
    if (outcome.kind === 'refused') return refusal('INVALID_PARAMETER', `${outcome.reason}: ${outcome.detail}`);
    if (outcome.kind === 'left') return { kind: 'delivered', detail: `left: ${outcome.reason}: ${outcome.detail}` };
    const { plan, decision } = outcome;
    if (decision.kind !== 'remediate') return { kind: 'delivered', detail: `plan ${plan.id} waits for approval` };
    const begun = await startExecution(parts, { planId: plan.id, hash: plan.hash }, actorOf(parcel));
    if (begun.kind === 'started') return { kind: 'delivered', detail: `execution ${begun.execution.id}` };
    // Another execution holds the resource: it will be free again.
    if (begun.reason === 'resource-locked')
      return { kind: 'failed', code: 'RESOURCE_MODIFICATION_COLLISION', message: begun.detail };
    return { kind: 'delivered', detail: `left: ${begun.reason}: ${begun.detail}` };
  } catch (error) {
    if (error instanceof PolicyUnreadable) return { kind: 'failed', code: 'INTERNAL_ERROR', message: error.message };
    throw error;
  }
}

const refusal = (code: string, message: string): DeliveryOutcome => ({ kind: 'refused', code, message });

const actorOf = ({ rule }: Parcel): Actor => ({ kind: 'system', name: `event-rule ${rule.name}` });

/** Whoever puts events of their own may name findings of their own account; the services and Trueup any. */
function mayName({ event }: Parcel, { resource }: Finding): boolean {
  return /^(?:aws\.|trueup$)/.test(event.source) || resource.accountId === event.account;
}

/** Events about findings carry the finding; our own name it. */
async function findingOf({ store }: BatchedParts, { event }: Parcel): Promise<FindingId | undefined> {
  const { findings, plan, execution, subject } = event.detail;
  const [first] = Array.isArray(findings) ? (findings as readonly unknown[]) : [];
  if (isJsonObject(first)) {
    const { ProductArn: productArn, Id: id } = first;
    if (typeof productArn !== 'string' || typeof id !== 'string') return undefined;
    return (await store.findings.ofReporters([{ productArn, id }]))[0];
  }
  const named = [plan, execution].find((about) => isJsonObject(about) && typeof about['findingId'] === 'string');
  if (isJsonObject(named)) return named['findingId'] as FindingId;
  return isJsonObject(subject) && subject['kind'] === 'finding' ? (subject['id'] as FindingId) : undefined;
}

function parametersOf(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Where the event happened. Reporters may write any text as a region, such as `global`. */
function scopeOf({ event }: Parcel): Scope | undefined {
  if (!/^[a-z]{2}(?:-[a-z]{1,12}){1,3}-\d$/.test(event.region)) return undefined;
  const here = region(event.region);
  return { accountId: accountId(event.account), region: here, partition: partitionOf(here) };
}
