import { PARTITIONS } from '../../resource/resource.ts';
import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import type { AsffResource } from '../asff/asff.ts';
import { asffType } from '../resource-type.ts';
import { cutText } from './cut-text.ts';
import { objectsIn, present, textIn, textsIn } from './members.ts';

const MOST_RESOURCES = 32;
const MOST_OTHER = 50;
const MOST_CHARACTERS = 1024;
const ASFF_FORM = /^Aws[A-Z][A-Za-z0-9]{1,120}$/;

/** `resources`, or `resource` as it was before OCSF 1.3. */
export function ocsfResources(event: JsonObject): readonly JsonObject[] {
  const several = objectsIn(event, 'resources');
  const { resource } = event;
  return several.length === 0 && isJsonObject(resource) ? [resource] : several;
}

/** The account itself where an event names no resource. */
export function resourcesFromOcsf(event: JsonObject, accountId: string): readonly AsffResource[] {
  const resources = ocsfResources(event).slice(0, MOST_RESOURCES).flatMap(resourceFromOcsf);
  return resources.length > 0 ? resources : [{ Type: 'AwsAccount', Id: `AWS::::Account:${accountId}` }];
}

function resourceFromOcsf(resource: JsonObject): AsffResource[] {
  const id = textIn(resource, 'uid') ?? textIn(resource, 'name');
  if (id === undefined) return [];
  const type = textIn(resource, 'type') ?? 'Other';
  return [
    {
      Type: typeOf(type),
      Id: id,
      ...present({
        Partition: PARTITIONS.find((partition) => partition === resource['cloud_partition']),
        Region: textIn(resource, 'region'),
        Tags: tagsOf(resource),
        Details: detailsOf(resource['data']),
      }),
    },
  ];
}

/** A type of ASFF's form that the table lacks stays: reporters write types that have no details yet. */
function typeOf(type: string): string {
  const known = asffType(type);
  return known === 'Other' && ASFF_FORM.test(type) ? type : known;
}

/** `tags` as objects; before OCSF 1.4 they were `labels`, each `key:value`. */
function tagsOf(resource: JsonObject): Readonly<Record<string, string>> {
  const pairs = objectsIn(resource, 'tags').map(({ name, value }): Json[] => [name ?? null, value ?? '']);
  const labels = textsIn(resource, 'labels').map(labelPair);
  const tags = (pairs.length > 0 ? pairs : labels).flatMap(([name, value]): [string, string][] =>
    typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [],
  );
  return Object.fromEntries(tags);
}

/** The keys of AWS's own tags have colons in them, such as `aws:cloudformation:stack-name`. */
function labelPair(label: string): readonly [string, string] {
  const start = label.startsWith('aws:') ? label.indexOf(':', 4) + 1 : 0;
  const colon = label.indexOf(':', start);
  return colon === -1 ? [label, ''] : [label.slice(0, colon), label.slice(colon + 1)];
}

/** Details in ASFF's own form, or else the flat members of `data` as texts under Details.Other. */
function detailsOf(data: Json | undefined): JsonObject | undefined {
  if (!isJsonObject(data)) return undefined;
  if (isDetails(data)) return data;
  const { metadata, ...rest } = data;
  const members = Object.entries({ ...rest, ...(isJsonObject(metadata) ? metadata : {}) });
  const other = members.flatMap(([name, value]): [string, string][] => {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
    return text.trim() === '' || name.trim() === '' ? [] : [[name, cutText(text, MOST_CHARACTERS)]];
  });
  return other.length === 0 ? undefined : { Other: Object.fromEntries(other.slice(0, MOST_OTHER)) };
}

function isDetails(data: JsonObject): boolean {
  return Object.entries(data).every(
    ([name, value]) => isJsonObject(value) && (asffType(name) === name || ASFF_FORM.test(name)),
  );
}
