import type { NormalizedSchema } from '@smithy/core/schema';
import type { ApiShape } from '@trueup/core';

const ANY: ApiShape = { kind: 'any' };

/** The shape of a request. `extra` are parameters that boto3 has beside the operation's own. */
export function inputShape(schema: NormalizedSchema, service: string, extra: readonly string[]): ApiShape {
  const shape = shapeOf(schema, INPUT_AS_ANY[service] ?? []);
  if (shape.kind !== 'structure' || extra.length === 0) return shape;
  return {
    ...shape,
    members: [...shape.members, ...extra],
    member: (name) => (extra.includes(name) ? ANY : shape.member(name)),
  };
}

/** The shape of an answer as boto3 shows it. */
export function outputShape(schema: NormalizedSchema, service: string): ApiShape {
  return shapeOf(schema, OUTPUT_AS_ANY[service] ?? []);
}

/** Members that boto3 takes in more than one form, and those that it shows decoded (door/boto-shapes.ts). */
const INPUT_AS_ANY: Readonly<Record<string, readonly string[]>> = { s3: ['CopySource'] };
const OUTPUT_AS_ANY: Readonly<Record<string, readonly string[]>> = {
  cloudformation: ['TemplateBody'],
  iam: ['PolicyDocument', 'AssumeRolePolicyDocument', 'Document'],
};

function shapeOf(schema: NormalizedSchema, asAny: readonly string[]): ApiShape {
  if (schema.isStringSchema()) return { kind: 'text' };
  if (schema.isStructSchema()) return structureOf(schema, asAny);
  if (schema.isListSchema()) return { kind: 'list', element: () => shapeOf(schema.getValueSchema(), asAny) };
  if (schema.isMapSchema()) return { kind: 'map', value: () => shapeOf(schema.getValueSchema(), asAny) };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  if (schema.isTimestampSchema()) return { kind: 'instant' };
  if (schema.isBlobSchema()) return schema.isStreaming() ? { kind: 'text' } : { kind: 'bytes' };
  return isNumber(schema) ? { kind: 'number' } : ANY;
}

function isNumber(schema: NormalizedSchema): boolean {
  return schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema();
}

function structureOf(schema: NormalizedSchema, asAny: readonly string[]): ApiShape {
  const members = new Map(schema.structIterator());
  return {
    kind: 'structure',
    name: schema.getName(true) ?? '',
    members: [...members.keys()],
    required: requiredOf(schema, [...members]),
    member(name) {
      const member = members.get(name);
      if (!member) return undefined;
      return asAny.includes(name) ? ANY : shapeOf(member, asAny);
    },
  };
}

/** A static structure ends with the number of its members that are required; those come first. The SDK makes tokens up. */
function requiredOf(schema: NormalizedSchema, members: readonly (readonly [string, NormalizedSchema])[]): string[] {
  const written: unknown = schema.getSchema();
  const count: unknown = Array.isArray(written) ? written[6] : 0;
  return members
    .slice(0, typeof count === 'number' ? count : 0)
    .filter(([, member]) => !member.isIdempotencyToken())
    .map(([name]) => name);
}
