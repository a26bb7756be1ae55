import { operationNames, operations, pathMembers, problemDetails, streams, type Operation } from '@trueup/api-contract';
import * as contract from '@trueup/api-contract';
import { z } from 'zod';
import type { Json, JsonObject } from '@trueup/core';

const SCHEMAS = '#/components/schemas/';

/** The OpenAPI 3.1 document of the contract, made of the same table as the routes. */
export function openapiDocument(version: string): JsonObject {
  const schemas = componentSchemas();
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const name of operationNames) {
    const operation: Operation = operations[name];
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = {
      operationId: name,
      summary: operation.summary,
      ...describedInput(operation),
      responses: answersOf({ 'application/json': { schema: { $ref: `${SCHEMAS}${outputName(name)}` } } }),
    };
  }
  Object.assign(paths, streamPaths());
  return {
    openapi: '3.1.0',
    info: { title: 'Trueup', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

function answersOf(content: JsonObject): JsonObject {
  return {
    200: { description: 'Done.', content },
    default: {
      description: 'What went wrong, as of RFC 9457.',
      content: { 'application/problem+json': { schema: { $ref: `${SCHEMAS}Problem` } } },
    },
  };
}

/** What flows: a body or an answer of bytes. */
function streamPaths(): Record<string, Record<string, JsonObject>> {
  const { importFindingStream: taken, exportFindings: given, ...texts } = streams;
  const bytes = { schema: { type: 'string', format: 'binary' } };
  const ofEach = (types: readonly string[]): JsonObject => Object.fromEntries(types.map((type) => [type, bytes]));
  const bare = (type: string): string => type.split(';')[0] ?? type;
  return {
    [taken.path]: {
      post: {
        operationId: 'importFindingStream',
        summary: taken.summary,
        parameters: queryOf(taken.input),
        requestBody: { required: true, content: ofEach(taken.bodyTypes) },
        responses: answersOf({ 'application/json': { schema: { $ref: `${SCHEMAS}ImportResult` } } }),
      },
    },
    [given.path]: {
      get: {
        operationId: 'exportFindings',
        summary: given.summary,
        parameters: queryOf(given.input),
        responses: answersOf(ofEach(Object.values(given.answerTypes).map(bare))),
      },
    },
    ...Object.fromEntries(
      Object.entries(texts).map(([operationId, { path, summary, input, answerType }]) => [
        path,
        {
          get: {
            operationId,
            summary,
            parameters: queryOf(input),
            responses: answersOf(ofEach([bare(answerType)])),
          },
        },
      ]),
    ),
  };
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const outputName = (operation: string): string => `${capitalised(operation)}Output`;

/** Things with a name of their own in the contract are written once and referred to. */
function componentSchemas(): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [name, value] of Object.entries(contract)) {
    if (value instanceof z.ZodObject || value instanceof z.ZodDiscriminatedUnion || value instanceof z.ZodEnum) {
      registry.add(value, { id: value === problemDetails ? 'Problem' : capitalised(name) });
    }
  }
  for (const name of operationNames) {
    const { output } = operations[name];
    if (!registry.has(output)) registry.add(output, { id: outputName(name) });
  }
  const { schemas } = z.toJSONSchema(registry, { ...options, uri: (id) => `${SCHEMAS}${id}` });
  const written = Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, asJson(schema)]));
  // An answer that is one of the named things refers to it.
  const named = operationNames.map((name): [string, Json] => {
    const id = registry.get(operations[name].output)?.id ?? outputName(name);
    return [outputName(name), id === outputName(name) ? (written[id] ?? {}) : { $ref: `${SCHEMAS}${id}` }];
  });
  return { ...written, ...Object.fromEntries(named) };
}

const options = {
  target: 'draft-2020-12',
  io: 'output',
  unrepresentable: 'any',
  override({ jsonSchema }) {
    // Read-only is a promise between our own types, not a statement about the wire.
    delete jsonSchema.readOnly;
  },
} satisfies Parameters<typeof z.toJSONSchema>[1];

function describedInput(operation: Operation): JsonObject {
  const inPath = pathMembers(operation.path);
  const described = describedMembers(operation.input);
  const parameter = (name: string, schema: JsonObject): JsonObject => ({
    name,
    in: inPath.includes(name) ? 'path' : 'query',
    required: described.required?.includes(name) ?? false,
    schema,
  });
  const members = Object.entries(described.properties);
  const inBody = operation.method === 'POST' ? members.filter(([name]) => !inPath.includes(name)) : [];
  const parameters = members.filter((member) => !inBody.some(([name]) => name === member[0]));
  return {
    parameters: parameters.map(([name, schema]) => parameter(name, schema)),
    ...(inBody.length === 0 ? {} : { requestBody: bodyOf(inBody, described.required ?? []) }),
  };
}

function queryOf(input: z.ZodObject): Json[] {
  const { properties, required = [] } = describedMembers(input);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function describedMembers(input: z.ZodObject): {
  readonly properties: Readonly<Record<string, JsonObject>>;
  readonly required?: readonly string[];
} {
  return asJson(z.toJSONSchema(input, options)) as unknown as ReturnType<typeof describedMembers>;
}

function bodyOf(members: readonly (readonly [string, JsonObject])[], required: readonly string[]): JsonObject {
  const needed = members.map(([name]) => name).filter((name) => required.includes(name));
  const schema = {
    type: 'object',
    properties: Object.fromEntries(members),
    required: needed,
    additionalProperties: false,
  };
  return { required: needed.length > 0, content: { 'application/json': { schema } } };
}

function asJson(schema: object): Json {
  const { $schema: _schema, $id: _id, ...rest } = schema as Record<string, Json>;
  return rest;
}
