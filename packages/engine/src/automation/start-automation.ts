import {
  canonicalJson,
  killSwitchKey,
  type AccountId,
  type Actor,
  type ExecutionId,
  type Json,
  type Spread,
} from '@trueup/core';
import type { BatchedParts } from '../batched-parts.ts';
import { parsedDocument } from '../library.ts';
import { killSwitches } from '../oversight/kill-switches.ts';
import { refused, type Refused } from '../refusal.ts';
import type { AutomationStarted, DocumentSelection, StartAutomation } from './automations.ts';
import { findRunbook, type FoundRunbook } from './find-runbook.ts';
import { newAutomation } from './new-automation.ts';

const MOST_TAGS = 5;

/** StartAutomationExecution. The same client token with the same request names the same execution (5.5). */
export async function startAutomation(
  parts: BatchedParts,
  request: StartAutomation,
  actor: Actor,
): Promise<AutomationStarted> {
  const requestHash = hashOf(parts, request);
  const token = tokenOf(request);
  const before = token === undefined ? undefined : await begunBefore(parts, token, requestHash);
  if (before) return before;
  if ((request.tags?.length ?? 0) > MOST_TAGS) {
    return refused('invalid-parameters', `An execution takes at most ${MOST_TAGS} tags.`);
  }
  const found = await selectRunbook(parts, request.document, request.callerAccount);
  if (found.kind === 'refused') return found;
  const spread = spreadOf(request);
  const made = await newAutomation(parts, {
    id: parts.ids.uuid() as ExecutionId,
    kind: 'automation',
    runbook: found.runbook,
    scope: request.scope,
    parameters: request.parameters,
    mode: request.mode ?? 'Auto',
    tags: request.tags ?? [],
    ...(spread ? { spread } : {}),
    startedBy: actor,
    ...(request.callerAccount === undefined ? {} : { callerAccount: request.callerAccount }),
    ...(token === undefined ? {} : { clientToken: token, requestHash }),
  });
  if (made.kind === 'refused') return made;
  const killed = await killedIn(parts, request.scope.accountId);
  if (killed) return killed;
  const unable = await unableToAssume(parts, made.execution);
  if (unable) return unable;
  try {
    await parts.beginnings({ execution: made.execution, actor });
  } catch (error) {
    // Another request with this token was a moment earlier.
    const winner = token === undefined ? undefined : await begunBefore(parts, token, requestHash);
    if (winner) return winner;
    throw error;
  }
  return { kind: 'started', execution: made.execution, again: false };
}

/** A kill switch of everything or of the account keeps documents from starting too; one of a control has no say here. */
async function killedIn({ store }: BatchedParts, account: AccountId): Promise<Refused | undefined> {
  const on = (await killSwitches(store)).find(
    ({ scope }) => scope.kind === 'all' || (scope.kind === 'account' && scope.id === account),
  );
  if (!on) return undefined;
  return refused('guarded', `The kill switch ${killSwitchKey(on.scope)} is on, by ${on.by}: ${on.reason}`, 'killed');
}

/** As it is kept: in any case of letters, and of one account alone where a key asks. */
function tokenOf({ clientToken, callerAccount }: StartAutomation): string | undefined {
  const token = clientToken?.toLowerCase();
  return token === undefined || callerAccount === undefined ? token : `${callerAccount}/${token}`;
}

function hashOf({ digest }: BatchedParts, { clientToken: _token, ...request }: StartAutomation): string {
  return digest(canonicalJson(request as unknown as Json));
}

async function begunBefore(
  { store }: BatchedParts,
  token: string,
  requestHash: string,
): Promise<AutomationStarted | undefined> {
  const execution = await store.executions.byClientToken(token);
  if (!execution) return undefined;
  if (execution.requestHash === requestHash) return { kind: 'started', execution, again: true };
  return refused('token-reused', `Client token ${token} was used for execution ${execution.id} with another request.`);
}

/** A stored document, or a text checked as if it were to be stored. */
export async function selectRunbook(
  parts: Pick<BatchedParts, 'store' | 'catalogue'>,
  selection: DocumentSelection,
  viewer?: AccountId,
): Promise<FoundRunbook> {
  if (selection.kind === 'stored')
    return findRunbook(parts, { ...selection, ...(viewer === undefined ? {} : { viewer }) });
  const { name, text, permissions } = selection;
  const parsed = parsedDocument(text);
  if (parsed.kind === 'invalid') {
    const told = parsed.problems.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`);
    return refused('invalid-document', told.join('\n'));
  }
  return {
    kind: 'found',
    runbook: { name, version: '1', text, ...(permissions ? { permissions } : {}), attachments: [] },
  };
}

function spreadOf(request: StartAutomation): Spread | undefined {
  const { targetParameterName, targets, targetMaps, targetLocations, maxConcurrency, maxErrors } = request;
  if (!targets?.length && !targetMaps?.length && !targetLocations?.length) return undefined;
  return {
    ...(targetParameterName === undefined ? {} : { targetParameterName }),
    ...(targets ? { targets } : {}),
    ...(targetMaps ? { targetMaps } : {}),
    ...(targetLocations ? { targetLocations } : {}),
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
    ...(maxErrors === undefined ? {} : { maxErrors }),
  };
}

/** A role that cannot be assumed is told at once, not by the first step (automation-documents, 1.6). */
async function unableToAssume(
  parts: BatchedParts,
  { scope, roleArn }: Pick<Parameters<BatchedParts['beginnings']>[0]['execution'], 'scope' | 'roleArn'>,
): Promise<Refused | undefined> {
  if (roleArn === undefined) return undefined;
  await parts.accounts();
  const session = parts.door.open(scope, { mode: 'live', roleArn });
  const answer = await session.call({ service: 'sts', operation: 'GetCallerIdentity', parameters: {} });
  if (answer.kind !== 'failed' || answer.failure.kind !== 'access-denied') return undefined;
  return refused(
    'invalid-parameters',
    `The defined assume role is unable to be assumed. ${roleArn}: ${answer.failure.message}`,
  );
}
