import { instantAfter, type Instant } from '../value/instant.ts';
import type { Json, JsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import { PROCEDURES, type ProcedureAction } from './actions/procedures.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import type { ApiCall, Work } from './command.ts';
import type { Action } from './document.ts';
import { prepareApproval, type Approval } from './prepare-approval.ts';
import { prepareAutomation } from './prepare-automation.ts';
import { prepareScript } from './prepare-script.ts';
import { readLoop, type LoopBounds } from './loop-bounds.ts';
import type { Procedure } from './procedure.ts';
import { durationMs, instantMs } from './iso-time.ts';
import { invalid, notText, type Invalid } from './input-checks.ts';
import { parseSelector } from './selector.ts';
import { textOf } from './text-of.ts';
import { POLL_INTERVAL_MS } from './undocumented.ts';

/** What a step comes to once its inputs are resolved. */
export type Prepared =
  | { readonly kind: 'work'; readonly work: Work }
  | { readonly kind: 'sleep'; readonly until: Instant }
  | { readonly kind: 'branch' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'loop'; readonly bounds: LoopBounds }
  | { readonly kind: 'variable'; readonly name: string; readonly value: Json }
  | Approval
  /** Several calls; its inputs are checked by `begin`. */
  | { readonly kind: 'procedure'; readonly procedure: Procedure }
  | Invalid;

/** automation-documents, 4.21. */
const MOST_SLEEP_SECONDS = 604_799;

/** Checks resolved inputs against their action (automation-documents, 1.8.3), and makes them into work. */
export function prepare(action: Action, inputs: JsonObject, startedAt: Instant): Prepared {
  switch (action) {
    case 'aws:branch':
      return { kind: 'branch' };
    case 'aws:executeAwsApi':
      return prepareCall(action, inputs, (call) => ({ kind: 'work', work: { kind: 'api-call', call } }));
    case 'aws:assertAwsResourceProperty':
    case 'aws:waitForAwsResourceProperty':
      return prepareCall(action, inputs, (call) => prepareComparison(action, inputs, call));
    case 'aws:executeScript':
      return prepareScript(inputs);
    case 'aws:executeAutomation':
      return prepareAutomation(inputs);
    case 'aws:sleep':
      return prepareSleep(inputs, startedAt);
    case 'aws:approve':
      return prepareApproval(inputs);
    case 'aws:pause':
      return { kind: 'pause' };
    case 'aws:loop':
      return readLoop(inputs);
    case 'aws:updateVariable':
      return prepareVariable(inputs);
    case 'aws:changeInstanceState':
    case 'aws:copyImage':
    case 'aws:createImage':
    case 'aws:createStack':
    case 'aws:createTags':
    case 'aws:deleteImage':
    case 'aws:deleteStack':
    case 'aws:executeStateMachine':
    case 'aws:invokeLambdaFunction':
    case 'aws:invokeWebhook':
    case 'aws:runCommand':
    case 'aws:runInstances':
      return prepareProcedure(action, inputs, startedAt);
    default:
      return unreachable(action);
  }
}

/** The first move is asked for its verdict on the inputs only. */
function prepareProcedure(action: ProcedureAction, inputs: JsonObject, startedAt: Instant): Prepared {
  const procedure = PROCEDURES[action];
  const first = procedure.begin({ inputs, token: '', startedAt, now: startedAt });
  return first.kind === 'invalid' ? first : { kind: 'procedure', procedure };
}

/** The variable's own type is checked where the document is at hand. */
function prepareVariable(inputs: JsonObject): Prepared {
  const { Name, Value } = inputs;
  const name = typeof Name === 'string' && Name.startsWith('variable:') ? Name.slice('variable:'.length) : '';
  if (name === '') return invalid('Input "Name" is not of the form variable:NAME');
  return Value === undefined ? invalid('Input "Value" is missing') : { kind: 'variable', name, value: Value };
}

function prepareCall(action: Action, inputs: JsonObject, then: (call: ApiCall) => Prepared): Prepared {
  const bad = notText(inputs, ['Service', 'Api']);
  if (bad) return bad;
  const { Service, Api, ...rest } = inputs;
  const own = [...ACTION_DEFINITIONS[action].required, ...ACTION_DEFINITIONS[action].optional];
  const parameters = Object.fromEntries(Object.entries(rest).filter(([key]) => !own.includes(key)));
  return then({ service: textOf(Service ?? ''), operation: textOf(Api ?? ''), parameters });
}

function prepareComparison(action: Action, inputs: JsonObject, call: ApiCall): Prepared {
  const { PropertySelector, DesiredValues } = inputs;
  if (typeof PropertySelector !== 'string') return invalid('Input "PropertySelector" is not a text');
  const selector = parseSelector(PropertySelector);
  if (selector.kind === 'invalid') return invalid(selector.reason);
  const desired = textList(DesiredValues ?? null);
  if (!desired || desired.length === 0) return invalid('Input "DesiredValues" is not a list of at least one text');
  const comparison = { call, selector: PropertySelector, desired };
  return action === 'aws:assertAwsResourceProperty'
    ? { kind: 'work', work: { kind: 'assert', ...comparison } }
    : { kind: 'work', work: { kind: 'poll', ...comparison, intervalMs: POLL_INTERVAL_MS } };
}

/** A single value counts as a list of one; a Boolean as Python writes it (4.2). */
function textList(value: Json): readonly string[] | undefined {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  if (list.some((item) => item === null || typeof item === 'object')) return undefined;
  return list.map((item) => (typeof item === 'boolean' ? (item ? 'True' : 'False') : textOf(item)));
}

function prepareSleep(inputs: JsonObject, startedAt: Instant): Prepared {
  const given = ['Duration', 'Timestamp', 'TimeStamp'].filter((key) => (inputs[key] ?? '') !== '');
  const [key] = given;
  if (key === undefined || given.length > 1) return invalid('A sleep takes exactly one of Duration and Timestamp');
  const text = textOf(inputs[key] ?? '');
  const form = key === 'Duration' ? 'duration' : 'instant with its zone';
  const waitMs = key === 'Duration' ? durationMs(text) : msUntil(startedAt, instantMs(text));
  if (waitMs === undefined) return invalid(`${key} "${text}" is not an ISO 8601 ${form}`);
  if (waitMs > MOST_SLEEP_SECONDS * 1_000) return invalid(`A sleep lasts at most ${MOST_SLEEP_SECONDS} seconds`);
  // An instant that is past is no error (trap 44).
  return { kind: 'sleep', until: instantAfter(startedAt, Math.max(waitMs, 0)) };
}

const msUntil = (from: Instant, ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : ms - Date.parse(from);
