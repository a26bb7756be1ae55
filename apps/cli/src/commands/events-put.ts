import type { Input, JsonObject, Output } from '@trueup/api-contract';
import { isJsonObject, type Json } from '@trueup/core';
import type { Command } from 'commander';
import { FAILED, NOTHING_TO_DO, type ExitCode } from '../exit-code.ts';
import { jsonListOption, jsonMapOption } from '../read-option.ts';
import type { Connected, Shell } from '../shell.ts';
import { plain } from '../terminal/plain.ts';
import { UsageError } from '../usage-error.ts';
import { examples } from './examples.ts';
import { several } from './option-parsers.ts';

interface PutOptions {
  readonly source?: string;
  readonly detailType?: string;
  readonly detail?: string;
  readonly resource?: readonly string[];
  readonly time?: string;
  readonly entries?: string;
}

type Event = Input<'putEvents'>['events'][number];
type Put = Output<'putEvents'>['items'][number];

/** As many as one request of PutEvents takes. */
const MOST_AT_ONCE = 10;

export function addEventsPut(events: Command, shell: Shell): void {
  events
    .command('put')
    .description('publish events of your own; exits 1 when any is refused')
    .option('--source <name>', 'where it comes from; must not begin with aws or trueup')
    .option('--detail-type <text>', 'what it is')
    .option('--detail <json>', 'JSON or @FILE: a map (default: {})')
    .option('--resource <arn>', 'what it is about; may be repeated', several)
    .option('--time <time>', 'when it happened, such as 2026-01-31T09:30:00Z (default: now)')
    .option('--entries <json>', "JSON or @FILE instead: a list of entries of EventBridge's PutEvents")
    .addHelpText(
      'after',
      examples([
        [`trueup events put --source my.app --detail-type Deployed --detail '{"version": "1.4"}'`, 'one event'],
        ['trueup events put --entries @entries.json', 'any number'],
      ]),
    )
    .action((options: PutOptions, command: Command) => shell.withPrepared(command, () => eventsOf(options), putAll));
}

async function putAll({ trueup, result }: Connected, events: readonly Event[]): Promise<ExitCode> {
  const items: Put[] = [];
  for (let at = 0; at < events.length; at += MOST_AT_ONCE) {
    items.push(...(await trueup.putEvents({ events: events.slice(at, at + MOST_AT_ONCE) })).items);
  }
  result({ items }, () => putText(items));
  return items.every(({ id }) => id !== undefined) ? NOTHING_TO_DO : FAILED;
}

function putText(items: readonly Put[]): string {
  return items
    .map(({ id, reason = '' }) => (id === undefined ? `Refused: ${plain(reason)}.` : `Published ${id}.`))
    .join('\n');
}

async function eventsOf(options: PutOptions): Promise<readonly Event[]> {
  const { source, detailType, detail, resource, time, entries } = options;
  const single = [source, detailType, detail, resource, time].some((one) => one !== undefined);
  if (entries !== undefined) {
    if (single) throw new UsageError('events put: --entries goes without the other options');
    const listed = await jsonListOption<Json>('--entries', entries);
    if (listed.length === 0) throw new UsageError('--entries: the list is empty');
    return listed.map(entryOf);
  }
  if (source === undefined || detailType === undefined) {
    throw new UsageError('events put: give --source and --detail-type, or --entries');
  }
  return [
    {
      source,
      detailType,
      detail: detail === undefined ? {} : await jsonMapOption('--detail', detail),
      ...(resource ? { resources: resource } : {}),
      ...(time === undefined ? {} : { time }),
    },
  ];
}

/** PutEvents has Detail as a text; a map is taken as well. What is in the other members is checked at the door. */
function entryOf(entry: Json, index: number): Event {
  const place = `--entries: [${index}]`;
  if (!isJsonObject(entry)) throw new UsageError(`${place} must be a map`);
  const { Source, DetailType, Detail, Resources, Time, EventBusName, TraceHeader: _trace, ...others } = entry;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new UsageError(`${place}: unknown member '${unknown}'`);
  if (EventBusName !== undefined && EventBusName !== 'default') {
    throw new UsageError(`${place}: EventBusName must be default`);
  }
  return {
    source: Source,
    detailType: DetailType,
    detail: detailOf(place, Detail),
    ...(Resources === undefined ? {} : { resources: Resources }),
    ...(Time === undefined ? {} : { time: Time }),
  } as Event;
}

function detailOf(place: string, given: Json | undefined): JsonObject {
  const detail = typeof given === 'string' ? parsed(place, given) : given;
  if (isJsonObject(detail)) return detail;
  throw new UsageError(`${place}: Detail must be a JSON object, as a text or as it is`);
}

function parsed(place: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new UsageError(`${place}: Detail is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
