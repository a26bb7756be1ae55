import type { JsonObject } from '../../value/json.ts';
import type { ApiCall } from '../command.ts';
import { mapsAt, textAt, textsAt } from './answer.ts';
import { again, done, go, staged, type Next, type StageContext } from './staged.ts';

const ACTION = 'aws:createTags';

/** DescribeTags takes so many values in a filter, and gives so many tags in a page. */
const MOST_VALUES = 200;
const PAGE = 1_000;

/** Tags resources, then looks until the tags are there (automation-documents, 4.8). */
export const createTags = staged(ACTION, {
  check: faultOf,
  begin: () => go('tag'),
  stages: {
    tag: {
      access: 'write',
      call: (context) => (isEc2(context.inputs) ? tagEc2(context) : tagSsm(context)),
      answered: () => go('verify', { from: 0 }),
    },
    verify: {
      access: 'read',
      call: (context, progress) =>
        isEc2(context.inputs) ? ec2Tags(context, Number(progress['from'])) : ssmTags(context),
      answered: (context, progress, answer) =>
        isEc2(context.inputs) ? verifyEc2(context, Number(progress['from']), answer) : verifySsm(context, answer),
    },
  },
});

interface Tag extends JsonObject {
  readonly Key: string;
  readonly Value: string;
}

const isEc2 = (inputs: JsonObject): boolean => (inputs['ResourceType'] ?? 'EC2') === 'EC2';
const tagsOf = ({ inputs }: StageContext): readonly Tag[] =>
  mapsAt(inputs, 'Tags').map((tag) => ({ Key: textAt(tag, 'Key'), Value: textAt(tag, 'Value') }));

function tagEc2(context: StageContext): ApiCall {
  const parameters = { Resources: textsAt(context.inputs, 'ResourceIds'), Tags: tagsOf(context) };
  return { service: 'ec2', operation: 'CreateTags', parameters };
}

function tagSsm(context: StageContext): ApiCall {
  const parameters = { ...resourceOf(context), Tags: tagsOf(context) };
  return { service: 'ssm', operation: 'AddTagsToResource', parameters };
}

function resourceOf({ inputs }: StageContext): JsonObject {
  return { ResourceType: inputs['ResourceType'], ResourceId: textAt(inputs, 'ResourceIds', 0) };
}

/** The resources whose tags fit into one page of DescribeTags. */
function chunkFrom(context: StageContext, from: number): readonly string[] {
  const size = Math.max(1, Math.min(MOST_VALUES, Math.floor(PAGE / tagsOf(context).length)));
  return textsAt(context.inputs, 'ResourceIds').slice(from, from + size);
}

function ec2Tags(context: StageContext, from: number): ApiCall {
  const Filters = [
    { Name: 'resource-id', Values: chunkFrom(context, from) },
    { Name: 'key', Values: tagsOf(context).map(({ Key }) => Key) },
  ];
  return { service: 'ec2', operation: 'DescribeTags', parameters: { Filters, MaxResults: PAGE } };
}

function ssmTags(context: StageContext): ApiCall {
  return { service: 'ssm', operation: 'ListTagsForResource', parameters: resourceOf(context) };
}

function verifyEc2(context: StageContext, from: number, answer: JsonObject): Next {
  const found = mapsAt(answer, 'Tags');
  const ids = chunkFrom(context, from);
  const has = (id: string, { Key, Value }: Tag): boolean =>
    found.some((tag) => tag['ResourceId'] === id && tag['Key'] === Key && textAt(tag, 'Value') === Value);
  if (!ids.every((id) => tagsOf(context).every((tag) => has(id, tag)))) return again;
  const next = from + ids.length;
  return next < textsAt(context.inputs, 'ResourceIds').length ? go('verify', { from: next }) : done({});
}

function verifySsm(context: StageContext, answer: JsonObject): Next {
  const found = mapsAt(answer, 'TagList');
  const isThere = ({ Key, Value }: Tag): boolean =>
    found.some((tag) => tag['Key'] === Key && textAt(tag, 'Value') === Value);
  return tagsOf(context).every(isThere) ? done({}) : again;
}

function faultOf(inputs: JsonObject): string | undefined {
  if (mapsAt(inputs, 'Tags').some((tag) => textAt(tag, 'Key') === '')) return 'Tags has an entry without a Key';
  if (isEc2(inputs) || textsAt(inputs, 'ResourceIds').length === 1) return undefined;
  return `ResourceIds takes exactly one id for the resource type ${textAt(inputs, 'ResourceType')}`;
}
