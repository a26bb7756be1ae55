import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../value/json.ts';
import type { TargetInput } from '../event-rule.ts';
import type { EventEnvelope } from '../event.ts';
import { checkTargetInput } from './check-target-input.ts';
import { renderInput, type RenderContext, type RenderedInput } from './render-input.ts';

interface Row {
  readonly id: string;
  readonly inputPathsMap?: Readonly<Record<string, string>>;
  readonly inputTemplate?: string;
  readonly inputPath?: string;
  readonly kind: 'json' | 'text' | 'not-delivered' | 'rejected-at-PutTargets';
  readonly output: Json;
  readonly note: string;
}

const LINES = readFileSync(new URL('testing/event-transform.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const [BASE = '', ...ROWS] = LINES;
const { event: EVENT, rule: RULE } = JSON.parse(BASE) as {
  readonly event: EventEnvelope;
  readonly rule: { readonly name: string; readonly arn: string };
};
const CONTEXT: RenderContext = { ruleName: RULE.name, ruleArn: RULE.arn, ingestionTime: '<ingestion time>' };

const inputOf = ({ inputPath, inputPathsMap = {}, inputTemplate = '' }: Row): TargetInput =>
  inputPath === undefined
    ? { kind: 'transformer', paths: inputPathsMap, template: inputTemplate }
    : { kind: 'path', path: inputPath };

const render = (
  template: string,
  paths: Record<string, string> = {},
  detail: JsonObject = EVENT.detail,
): RenderedInput => renderInput({ kind: 'transformer', paths, template }, { ...EVENT, detail }, CONTEXT);

const bodyOf = (rendered: RenderedInput): string => (rendered.kind === 'not-delivered' ? rendered.kind : rendered.body);

describe('the published cases', () => {
  test('are twenty', () => {
    expect(ROWS).toHaveLength(20);
  });

  test.each(ROWS.map((line) => JSON.parse(line) as Row).map((row) => [row.id, row.note, row] as const))(
    '%s: %s',
    (_id, _note, row) => {
      const input = inputOf(row);
      const faults = checkTargetInput('t', input);
      if (row.kind === 'rejected-at-PutTargets') {
        expect(faults).toHaveLength(1);
        return;
      }
      expect(faults).toEqual([]);
      const rendered = renderInput(input, EVENT, CONTEXT);
      expect(rendered.kind).toBe(row.kind);
      if (row.kind === 'json') expect(JSON.parse(bodyOf(rendered))).toEqual(row.output);
      if (row.kind === 'text') expect(bodyOf(rendered)).toBe(row.output);
    },
  );
});

test('no input is the whole event', () => {
  const rendered = renderInput(undefined, EVENT, CONTEXT);
  expect(rendered).toEqual({ kind: 'json', body: JSON.stringify(EVENT) });
});

test.each<[text: string, kind: RenderedInput['kind']]>([
  ['{"a": 1}', 'json'],
  ['[1]', 'json'],
  ['"text"', 'text'],
  ['null', 'text'],
  ['broken', 'not-delivered'],
])('the constant %s is delivered as it is', (text, kind) => {
  const rendered = renderInput({ kind: 'constant', text }, EVENT, CONTEXT);
  expect(rendered.kind).toBe(kind);
  if (kind !== 'not-delivered') expect(bodyOf(rendered)).toBe(text);
});

test.each<[path: string, body: string]>([
  ['$.detail.n', '4.5'],
  ['$.detail.nothing', 'null'],
  ['$.detail.multi', '["ACTIVE","STALE"]'],
  ['$.detail.findings[*].Severity.Label', '["HIGH"]'],
  ['$.detail.quoted', '"say \\"hi\\""'],
  ['$.detail.absent', 'not-delivered'],
  ['detail', 'not-delivered'],
])('the path %s delivers %s', (path, body) => {
  expect(bodyOf(renderInput({ kind: 'path', path }, EVENT, CONTEXT))).toBe(body);
});

test.each<[template: string, path: string, body: string]>([
  ['{"v": <v>}', '$.detail.n', '{"v":4.5}'],
  ['{"v": <v>}', '$.detail.flag', '{"v":true}'],
  ['{"v": <v>}', '$.detail.nothing', '{"v":null}'],
  ['{"v": <v>}', '$.detail.multi', '{"v":["ACTIVE","STALE"]}'],
  ['{"v": <v>}', '$.detail.quoted', String.raw`{"v":"say \"hi\""}`],
  ['{"v": "<v>"}', '$.detail.n', '{"v":"4.5"}'],
  ['{"v": "x <v> y"}', '$.detail.absent', '{"v":"x  y"}'],
  ['{"v": "<v>"}', '$.detail.quoted', 'not-delivered'],
  ['[<v>, 1]', '$.detail.state', '["FAILED",1]'],
  ['<v>', '$.detail.obj', '{"acc_id":"a-1","sf_id":"baz"}'],
  ['<v>', '$.detail.state', '"FAILED"'],
  ['"is <v>"', '$.detail.multi', '"is [ACTIVE,STALE]"'],
  ['"is <v>"', '$.detail.n', '"is 4.5"'],
  ['"is <v>!"', '$.detail.absent', '"is !"'],
  ['"is <v>"', '$.detail.quoted', '"is say "hi""'],
  ['"one <v>"\n"two"', '$.detail.state', '"one FAILED"\n"two"'],
  ['"{[/ <v>"', '$.detail-type', '"{[/ Security Hub Findings - Imported"'],
])('%s with %s becomes %s', (template, path, body) => {
  expect(bodyOf(render(template, { v: path }))).toBe(body);
});

test('the reserved variables keep the order of members that AWS has', () => {
  expect(bodyOf(render('{"e": <aws.events.event>, "t": "<aws.events.event.ingestion-time>"}'))).toBe(
    '{"e":{"id":"11111111-2222-3333-4444-555555555555","account":"111122223333",' +
      '"detailType":"Security Hub Findings - Imported","time":"<ingestion time>","source":"aws.securityhub",' +
      '"region":"eu-west-1","resources":["arn:aws:securityhub:eu-west-1:111122223333:finding/f-1","arn:second"],' +
      '"version":"0"},"t":"<ingestion time>"}',
  );
});

test('what a value holds is not expanded again', () => {
  const detail = { a: '<b> <aws.events.rule-arn>', b: 'secret' };
  const paths = { a: '$.detail.a', b: '$.detail.b' };
  expect(bodyOf(render('{"a": <a>, "in": "<a>"}', paths, detail))).toBe(
    '{"a":"<b> <aws.events.rule-arn>","in":"<b> <aws.events.rule-arn>"}',
  );
});

test.each(['","b":"other', '\\', '"', 'a\nb', '"}', '","__proto__":"x'])(
  'the value %j within quotes writes no members of its own',
  (value) => {
    const rendered = render('{"b": "mine", "a": "<a>", "c": "rest"}', { a: '$.detail.a' }, { a: value });
    expect(rendered.kind).toBe('not-delivered');
  },
);

test('a value that is named often enough to fill the memory is not delivered', () => {
  const template = `[${Array.from({ length: 2_000 }, () => '<a>').join(',')}]`;
  expect(render(template, { a: '$.detail.a' }, { a: 'x'.repeat(10_000) }).kind).toBe('not-delivered');
});

test('an event too deep to be written is not delivered', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as Json;
  const event = { ...EVENT, detail: { deep } };
  expect(renderInput(undefined, event, CONTEXT).kind).toBe('not-delivered');
  expect(render('{"a": <a>}', { a: '$.detail.deep' }, { deep }).kind).toBe('not-delivered');
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('<a>', '<aws.events.event>', '"', '\\', '{', '}', ':', ',', ' ', '\n', '1', 'x', '[', ']'))
    .map((tokens) => tokens.join('')),
);
const anyDetail = fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.jsonValue()) as fc.Arbitrary<JsonObject>;

test('rendering never throws, and what is called JSON is JSON', () => {
  fc.assert(
    fc.property(
      anyText,
      fc.constantFrom('$.detail.a', '$', 'x', '$.detail[*]'),
      anyDetail,
      (template, path, detail) => {
        const rendered = render(template, { a: path }, detail);
        if (rendered.kind === 'json') expect(typeof JSON.parse(rendered.body)).toBe('object');
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a template that is accepted is delivered whatever stands alone in it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const rendered = render('{"a": <a>}', { a: '$.detail.a' }, { a: value as Json });
      expect(JSON.parse(bodyOf(rendered))).toEqual({ a: JSON.parse(JSON.stringify(value)) as Json });
    }),
  );
});

test('a JSON template without placeholders is unchanged', () => {
  const withoutPlaceholder = fc.jsonValue().filter((value) => !/<[\w.-]+>/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(withoutPlaceholder, fc.constantFrom(0, 1, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      const input: TargetInput = { kind: 'transformer', paths: {}, template: text };
      expect(JSON.parse(bodyOf(renderInput(input, EVENT, CONTEXT)))).toEqual(JSON.parse(text));
      if (text.length < 8_192) expect(checkTargetInput('t', input)).toEqual([]);
    }),
  );
});

test('as JSON is delivered, it has no space between its tokens, and within quotes all of it', () => {
  expect(bodyOf(render('{ "a b" : [ 1 , "x  y" ] ,\n "c" : { } }'))).toBe('{"a b":[1,"x  y"],"c":{}}');
});
