import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../value/json.ts';
import { bindParameters, storedParameterNames } from './bind-parameters.ts';
import type { Performed } from './command.ts';
import type { RunbookDocument } from './document.ts';
import { ANSWERED, callStep, CONTEXT, documentOfSteps, drive, START, type Driven } from './drive-document.ts';

/** What an execution meets while it runs: values that are large, deep, or named like members of every object. */

function nested(depth: number, innermost: Json = 1): Json {
  let value: Json = innermost;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

function answering(result: Json, rest: JsonObject = {}): Driven {
  return drive(documentOfSteps([callStep('A', rest), callStep('B')]), () => ({ kind: 'answered', result }));
}

test.each<[string, Json, string]>([
  ['a text of 50 MB', { Body: 'x'.repeat(52_428_800) }, 'larger than 1048576 characters of JSON'],
  ['a list of 5,000,000', Array.from({ length: 5_000_000 }, () => 0), 'larger than 1048576 characters of JSON'],
  ['JSON of 5,000 levels', nested(5_000), 'nested more than 500 deep'],
  ['JSON of 500,000 levels', nested(500_000), 'nested more than 500 deep'],
])(
  'a result that an execution does not keep fails its step, once, and nothing of it is kept: %s',
  (_name, result, why) => {
    const { finish, log, performed } = answering(result, { maxAttempts: 3 });
    expect(performed).toHaveLength(1);
    expect(finish).toMatchObject({ status: 'Failed', failureMessage: expect.stringContaining(`The result is ${why}`) });
    expect(log.at(-1)).toMatchObject({ kind: 'step.failed', failure: { stage: 'PostVerification', type: 'Action' } });
    expect(JSON.stringify(log).length).toBeLessThan(2_000);
  },
);

test('a variable that doubles, or gets deeper, with every iteration comes to its end', () => {
  const run = (value: JsonObject): Driven => {
    const update = {
      name: 'U',
      action: 'aws:updateVariable',
      inputs: { Name: 'variable:v', Value: value },
    };
    const forEver = { LoopCondition: { Variable: 'a', StringEquals: 'a' } };
    const loop = { name: 'L', action: 'aws:loop', inputs: { Steps: [update], ...forEver } };
    const variables = { v: { type: 'StringMap', default: { text: 'x' } } };
    return drive(documentOfSteps([loop], { variables }), () => ANSWERED);
  };
  expect(run({ a: '{{variable:v}}', b: '{{variable:v}}' }).finish.failureMessage).toContain('larger than 4194304');
  const deeper = nested(10, '{{variable:v}}') as JsonObject;
  expect(run({ a: deeper }).finish.failureMessage).toContain('nested more than 600 deep');
});

const INHERITED = ['__proto__', 'constructor', 'toString'];

test.each(INHERITED)(
  '%s is a name like any other for a step, a parameter, a variable, an output and a member',
  (name) => {
    const own = (value: Json): JsonObject => Object.fromEntries([[name, value]]);
    const use = {
      ...callStep('Use'),
      inputs: {
        Service: 'ec2',
        Api: 'A',
        ...own('member'),
        Of: [`{{ ${name} }}`, `{{ ${name}.${name} }}`, `{{ variable:${name} }}`, '{{ Update.OutputPayload }}'],
      },
    };
    const steps = [
      callStep(name, { outputs: [{ Name: name, Selector: `$..${name}`, Type: 'String' }] }),
      { name: 'Update', action: 'aws:updateVariable', inputs: { Name: `variable:${name}`, Value: own('new') } },
      use,
    ];
    const document = documentOfSteps(steps, {
      parameters: own({ type: 'String' }),
      variables: own({ type: 'StringMap', default: {} }),
      outputs: [`${name}.${name}`],
    });
    const bound = bindParameters(document, own('supplied'), CONTEXT, START);
    if (bound.kind === 'refused') throw new Error(bound.problems.join());
    const perform = (): Performed => ({ kind: 'answered', result: { in: own('found') } });
    const { finish, performed } = drive(document, perform, { parameters: bound.parameters });
    const last = performed.at(-1)?.work;
    const parameters = last?.kind === 'api-call' ? last.call.parameters : {};
    expect(Object.entries(parameters)).toEqual([
      [name, 'member'],
      ['Of', ['supplied', 'found', own('new'), { Name: name, Value: own('new') }]],
    ]);
    expect(Object.hasOwn(finish.outputs, `${name}.${name}`)).toBe(true);
    expect(finish.outputs[`${name}.${name}`]).toEqual(['found']);
    expect(Object.keys({})).toEqual([]);
  },
);

test.each(INHERITED)('a parameter %s that was not supplied is not supplied by what objects have', (name) => {
  const document = (definition: JsonObject): RunbookDocument =>
    documentOfSteps([callStep('A')], { parameters: Object.fromEntries([[name, { type: 'String', ...definition }]]) });
  expect(bindParameters(document({}), {}, CONTEXT, START)).toEqual({
    kind: 'refused',
    problems: [`Parameter "${name}" is required and was not supplied.`],
  });
  expect(storedParameterNames(document({ default: '{{ssm:x}}' }), {})).toEqual(['x']);
  expect(bindParameters(documentOfSteps([callStep('A')]), Object.fromEntries([[name, 'x']]), CONTEXT, START).kind).toBe(
    'refused',
  );
});

test.each(['(a+)+b', '(a|a)*b', '(.*)*b', '([a-z]+)*1', '(a?){25}a{25}b', '(a+a+)+y'])(
  'a pattern that runs away refuses the value, also one that is not long: %s',
  (allowedPattern) => {
    const document = documentOfSteps([callStep('A')], { parameters: { P: { type: 'String', allowedPattern } } });
    for (const length of [24, 40, 3_000, 60_000]) {
      const began = performance.now();
      expect(bindParameters(document, { P: 'a'.repeat(length) }, CONTEXT, START).kind).toBe('refused');
      expect(performance.now() - began).toBeLessThan(2_000);
    }
  },
);

test('an execution of 9,800 events, the longest loop there is, takes no time worth mentioning', () => {
  const steps = Array.from({ length: 49 }, (_none, index) =>
    callStep(`S${index}`, {
      inputs: { Service: 'ec2', Api: 'A', X: index === 0 ? '{{ L.CurrentIteratorValue }}' : `{{ S${index - 1}.Id }}` },
      outputs: [{ Name: 'Id', Selector: '$.Id', Type: 'String' }],
    }),
  );
  const Iterators = Array.from({ length: 100 }, (_none, index) => `${index}`);
  const document = documentOfSteps([{ name: 'L', action: 'aws:loop', inputs: { Steps: steps, Iterators } }]);
  const began = performance.now();
  const { finish, log } = drive(document, () => ({ kind: 'answered', result: { Id: 'i' } }));
  // Half a second on an idle machine.
  expect(performance.now() - began).toBeLessThan(8_000);
  expect([finish.status, log.length]).toEqual(['Success', 9_802]);
});
