import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSource } from '../runbook/document-source.ts';
import { convertDocument } from './convert-document.ts';

const valueOf = (text: string): unknown => {
  const read = readSource(text);
  if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems));
  return read.source.value;
};

test('a script becomes a block scalar, and its indentation stays', () => {
  const script = 'def handler(events, context):\n    if events:\n        return {"a": 1}\n\n    return None\n';
  const json = JSON.stringify({ schemaVersion: '0.3', mainSteps: [{ name: 'run', inputs: { Script: script } }] });
  const yaml = convertDocument({ content: json, format: 'JSON' }, 'YAML');
  expect(yaml).toContain('Script: |\n        def handler(events, context):\n            if events:\n');
  expect(valueOf(yaml)).toEqual(JSON.parse(json));
});

test('texts that other readers would take for something else are quoted', () => {
  const json = JSON.stringify({ version: '0.3', flag: 'yes', account: '012345678901', on: '2026-01-01', none: 'null' });
  const yaml = convertDocument({ content: json, format: 'JSON' }, 'YAML');
  expect(yaml).toBe('version: "0.3"\nflag: "yes"\naccount: "012345678901"\n"on": "2026-01-01"\nnone: "null"\n');
});

test('YAML becomes the JSON that it means, without comments', () => {
  const yaml = '# why\nparameters:\n  A: &a { type: String }\n  B: *a\nlist: [True, 07, 1.5]\n';
  expect(JSON.parse(convertDocument({ content: yaml, format: 'YAML' }, 'JSON'))).toEqual({
    parameters: { A: { type: 'String' }, B: { type: 'String' } },
    list: [true, '07', 1.5],
  });
});

test('the same format gives the text as it is', () => {
  expect(convertDocument({ content: '# kept\na: 1\n', format: 'YAML' }, 'YAML')).toBe('# kept\na: 1\n');
});

test('to YAML and back, what a document says stays the same', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('yes', '1e3', '0o7', '- a', 'a: b', '|', ' x', 'a\n b\n', '\t', '#'),
  );
  const leaf = fc.oneof(
    text,
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('map')),
    map: fc.dictionary(fc.oneof(fc.string(), text), tie('value'), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(json.map, (value) => {
      const content = JSON.stringify(value);
      const yaml = convertDocument({ content, format: 'JSON' }, 'YAML');
      const back = convertDocument({ content: yaml, format: 'YAML' }, 'JSON');
      expect(valueOf(back)).toEqual(valueOf(content));
    }),
  );
});
