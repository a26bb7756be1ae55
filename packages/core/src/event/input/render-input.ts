import type { Json } from '../../value/json.ts';
import { unreachable } from '../../value/unreachable.ts';
import type { TargetInput } from '../event-rule.ts';
import type { EventEnvelope } from '../event.ts';
import { atInputPath, parseInputPath } from './input-path.ts';
import { parseInputTemplate, type InputTemplate, type TemplatePart } from './input-template.ts';
import { isStringContent, readJson } from './read-json.ts';
import { reservedPlaceholder, type ReservedPlaceholder } from './reserved-placeholder.ts';

/** What the reserved variables tell of the rule and of the event's arrival. */
export interface RenderContext {
  readonly ruleName: string;
  readonly ruleArn: string;
  /** When the event was received: ISO 8601. */
  readonly ingestionTime: string;
}

export type RenderedInput =
  /** An object or a list. */
  | { readonly kind: 'json'; readonly body: string }
  /** All else. A text keeps its double quotes, as AWS delivers it. */
  | { readonly kind: 'text'; readonly body: string }
  /** EventBridge drops such an event without a word. */
  | { readonly kind: 'not-delivered'; readonly reason: string };

/** A template may name a large value many times. This is more than any target takes. */
const MOST_CHARACTERS = 1_048_576;

/** What a target is given of an event (event-patterns, 7). Never throws. */
export function renderInput(
  input: TargetInput | undefined,
  event: EventEnvelope,
  context: RenderContext,
): RenderedInput {
  if (!input) return jsonBody({ ...event });
  switch (input.kind) {
    case 'constant':
      return bodyOf(input.text, 'json');
    case 'path':
      return atPath(input.path, event);
    case 'transformer':
      return fillTemplate(parseInputTemplate(input.template), valuesOf(input.paths, event, context));
    default:
      return unreachable(input);
  }
}

const notDelivered = (reason: string): RenderedInput => ({ kind: 'not-delivered', reason });

function atPath(path: string, event: EventEnvelope): RenderedInput {
  const parsed = parseInputPath(path);
  if (!parsed) return notDelivered(`InputPath ${path} is not one that EventBridge reads.`);
  const value = atInputPath(parsed, { ...event });
  return value === undefined ? notDelivered(`InputPath ${path} finds nothing in the event.`) : jsonBody(value);
}

function jsonBody(value: Json): RenderedInput {
  const body = jsonText(value);
  if (body === undefined) return notDelivered('The event is nested too deeply to be written.');
  return { kind: typeof value === 'object' && value !== null ? 'json' : 'text', body };
}

/** JSON.stringify calls itself for each level, JSON.parse does not: what was read may be too deep to be written. */
function jsonText(value: Json): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function bodyOf(text: string, form: InputTemplate['form']): RenderedInput {
  const read = readJson(text);
  if (read.kind === 'broken') {
    return form === 'json' ? notDelivered('The input is not valid JSON.') : { kind: 'text', body: text };
  }
  return { kind: typeof read.value === 'object' && read.value !== null ? 'json' : 'text', body: text };
}

/** What a placeholder stands for; nothing: its path finds nothing. */
type Value = { readonly kind: 'value'; readonly value: Json } | { readonly kind: 'nothing' };

function valuesOf(
  paths: Readonly<Record<string, string>>,
  event: EventEnvelope,
  context: RenderContext,
): (name: string) => Value | undefined {
  return (name) => {
    const reserved = reservedPlaceholder(name);
    if (reserved) return { kind: 'value', value: reservedValue(reserved, event, context) };
    const path = Object.hasOwn(paths, name) ? parseInputPath(paths[name] ?? '') : undefined;
    if (!path) return undefined;
    const value = atInputPath(path, { ...event });
    return value === undefined ? { kind: 'nothing' } : { kind: 'value', value };
  };
}

/** The event without its detail has, on AWS, this order of members and this spelling of detailType. */
function reservedValue(name: ReservedPlaceholder, event: EventEnvelope, context: RenderContext): Json {
  switch (name) {
    case 'aws.events.rule-arn':
      return context.ruleArn;
    case 'aws.events.rule-name':
      return context.ruleName;
    case 'aws.events.event.ingestion-time':
      return context.ingestionTime;
    case 'aws.events.event.json':
      return { ...event };
    case 'aws.events.event': {
      const { id, account, 'detail-type': detailType, source, region, resources, version } = event;
      return { id, account, detailType, time: context.ingestionTime, source, region, resources, version };
    }
    default:
      return unreachable(name);
  }
}

type Placeholder = Extract<TemplatePart, { readonly kind: 'placeholder' }>;
type Filled = { readonly kind: 'filled'; readonly text: string } | Extract<RenderedInput, { kind: 'not-delivered' }>;

/** One pass from left to right: what a value holds is never looked at for placeholders again. */
function fillTemplate({ form, parts }: InputTemplate, valueOf: (name: string) => Value | undefined): RenderedInput {
  const filled = new Map<string, Filled>();
  let body = '';
  for (const part of parts) {
    if (part.kind === 'text') {
      body += part.text;
      continue;
    }
    const key = `${part.place} ${part.name}`;
    const one = filled.get(key) ?? fillPlaceholder(part, form, valueOf(part.name));
    filled.set(key, one);
    if (one.kind === 'not-delivered') return one;
    if (body.length + one.text.length > MOST_CHARACTERS) {
      return notDelivered(`The input is longer than ${MOST_CHARACTERS} characters.`);
    }
    body += one.text;
  }
  return bodyOf(body, form);
}

function fillPlaceholder({ name, place }: Placeholder, form: InputTemplate['form'], found: Value | undefined): Filled {
  const refused = (reason: string): Filled => ({ kind: 'not-delivered', reason: `Placeholder <${name}> ${reason}.` });
  if (!found) return refused('is not defined');
  if (place === 'key') return refused('stands where a key is');
  if (found.kind === 'nothing') return { kind: 'filled', text: place === 'value' ? '""' : '' };
  const { value } = found;
  const json = jsonText(value);
  if (json === undefined) return refused('is nested too deeply to be written');
  if (place === 'value') return { kind: 'filled', text: json };
  if (form === 'text') return { kind: 'filled', text: typeof value === 'string' ? value : json.replaceAll('"', '') };
  // AWS does not escape what it puts within quotes. A quotation mark breaks the JSON there; were it to fit together
  // by chance, a value would have written members of its own.
  const text = typeof value === 'string' ? value : json;
  return isStringContent(text) ? { kind: 'filled', text } : refused('stands within quotes and would break the JSON');
}
