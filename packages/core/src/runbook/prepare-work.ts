import { instantAfter, type Instant } from '../value/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import { ACTION_DEFINITIONS } from './action-definition.ts';
import { parsedJson } from './coerce-output.ts';
import type { ApiCall, Work } from './command.ts';
import type { Action } from './document.ts';
import { durationMs, instantMs } from './iso-time.ts';
import { parseSelector } from './selector.ts';
import { textOf } from './text-of.ts';
import { POLL_INTERVAL_MS } from './undocumented.ts';

/** What a step comes to once its inputs are resolved. */
export type Prepared =
  | { readonly kind: 'work'; readonly work: Work }
  | { readonly kind: 'sleep'; readonly until: Instant }
  | { readonly kind: 'branch' }
  | { readonly kind: 'invalid'; readonly reason: string };

/** automation-documents, 4.21. */
const MOST_SLEEP_SECONDS = 604_799;
const PYTHON = /^python3\.\d+$/;

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
    default:
      return unreachable(action);
  }
}

const invalid = (reason: string): Prepared => ({ kind: 'invalid', reason });

function notText(inputs: JsonObject, keys: readonly string[]): Prepared | undefined {
  const key = keys.find((name) => typeof inputs[name] !== 'string' || inputs[name] === '');
  return key === undefined ? undefined : invalid(`Input "${key}" is not a text, or is empty`);
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

function prepareScript(inputs: JsonObject): Prepared {
  const bad = notText(inputs, ['Runtime', 'Handler', 'Script']);
  if (bad) return bad;
  const runtime = textOf(inputs['Runtime'] ?? '');
  if (!PYTHON.test(runtime)) {
    return invalid(`Runtime "${runtime}" is not performed by this engine. Performed: python3.6 and later`);
  }
  const given = inputs['InputPayload'] ?? {};
  // The page of the action calls it a String, so JSON text counts as well (4.13).
  const payload = typeof given === 'string' ? (given === '' ? {} : parsedJson(given)) : given;
  if (!isJsonObject(payload)) return invalid('Input "InputPayload" is not a map');
  const [handler, script] = [textOf(inputs['Handler'] ?? ''), textOf(inputs['Script'] ?? '')];
  return { kind: 'work', work: { kind: 'script', runtime, handler, script, payload } };
}

function prepareAutomation(inputs: JsonObject): Prepared {
  const bad = notText(inputs, ['DocumentName']);
  if (bad) return bad;
  const { DocumentVersion } = inputs;
  const given = inputs['RuntimeParameters'] ?? {};
  const parameters = typeof given === 'string' ? (given === '' ? {} : parsedJson(given)) : given;
  if (!isJsonObject(parameters)) return invalid('Input "RuntimeParameters" is not a map');
  const version =
    DocumentVersion === undefined || DocumentVersion === '' ? {} : { documentVersion: textOf(DocumentVersion) };
  const documentName = textOf(inputs['DocumentName'] ?? '');
  return { kind: 'work', work: { kind: 'automation', documentName, ...version, parameters } };
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
