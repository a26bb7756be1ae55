import { operationNames, operations, streams } from '@trueup/api-contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openapiDocument } from './openapi-document.ts';

const schema = z.looseObject({ $ref: z.string().optional() });
const parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query']),
  required: z.boolean(),
  schema,
});
const content = z.record(z.string(), z.strictObject({ schema }));
const operationObject = z.strictObject({
  operationId: z.string(),
  summary: z.string().min(5),
  parameters: z.array(parameter),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string(), z.strictObject({ description: z.string().min(1), content })),
});
/** The part of OpenAPI 3.1 that the document uses. */
const openapi = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.string() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'post']), operationObject)),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), schema),
    securitySchemes: z.record(z.string(), z.strictObject({ type: z.literal('http'), scheme: z.string() })),
  }),
});

const document = openapi.parse(JSON.parse(JSON.stringify(openapiDocument('1.2.3'))));

test('every operation of the contract is in the document, and nothing else', () => {
  const described = Object.values(document.paths).flatMap((path) => Object.values(path).map((one) => one.operationId));
  expect(described.toSorted()).toEqual([...operationNames, ...Object.keys(streams)].toSorted());
});

test('every reference leads to a schema', () => {
  const text = JSON.stringify(document);
  const targets = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');
  expect(targets.length).toBeGreaterThan(operationNames.length);
  const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect(targets.filter((target) => !known.includes(target))).toEqual([]);
});

test.each(operationNames)('%s: path parameters are declared as such and required', (name) => {
  const { path, method } = operations[name];
  const described = document.paths[path]?.[method === 'GET' ? 'get' : 'post'];
  const inPath = described?.parameters.filter((one) => one.in === 'path') ?? [];
  expect(inPath.map((one) => `{${one.name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
  expect(inPath.every((one) => one.required)).toBe(true);
});

test('what flows is described as bytes, with its query', () => {
  const taken = document.paths[streams.importFindingStream.path]?.post;
  expect(Object.keys(taken?.requestBody?.content ?? {})).toContain('application/x-ndjson');
  expect(taken?.parameters.map(({ name }) => name)).toEqual(['format']);
  const given = document.paths[streams.exportFindings.path]?.get;
  expect(Object.keys(given?.responses['200']?.content ?? {})).toEqual([
    'application/json',
    'text/csv',
    'application/sarif+json',
  ]);
  expect(given?.parameters).toContainEqual(expect.objectContaining({ name: 'format', in: 'query', required: true }));
});

test('a thing is described once and referred to', () => {
  const { Finding, GetScanOutput } = document.components.schemas;
  expect(Finding).toMatchObject({
    type: 'object',
    properties: { severity: { $ref: '#/components/schemas/Severity' } },
  });
  expect(GetScanOutput).toEqual({ $ref: '#/components/schemas/Scan' });
});
