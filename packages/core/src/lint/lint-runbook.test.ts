import { describe, expect, test } from 'vitest';
import { lintRunbook } from './lint-runbook.ts';
import type { LintOptions } from './lint-context.ts';
import { ruleOfMessage } from './parser-rules.ts';
import { RULES } from './rules.ts';
import { scriptedApi } from './testing/scripted-api.ts';

const options: LintOptions = {
  api: scriptedApi,
  permissions: [{ Action: ['toy:Describe*'], Resource: '*' }],
  runs: (runtime) => runtime.startsWith('python'),
};

const STOP = 'action: aws:executeAwsApi, inputs: { Service: toy, Api: StopServer, ServerId: a';
const LOOK = 'action: aws:executeAwsApi, inputs: { Service: toy, Api: DescribeServers }';
const SLEEP = 'action: aws:sleep, inputs: { Duration: PT1S }';

/** A document of these steps; the first stands on line 3. */
function steps(...lines: readonly string[]): string {
  return `schemaVersion: '0.3'\nmainSteps:\n${lines.map((line) => `  - { name: ${line} }\n`).join('')}`;
}

/** A document of these parameters; the first stands on line 5. */
function parameters(...lines: readonly string[]): string {
  const own = lines.map((line) => `  ${line}\n`).join('');
  return `schemaVersion: '0.3'\nmainSteps:\n  - { name: s, ${SLEEP} }\nparameters:\n${own}`;
}

const script = (rest: string, more = ''): string =>
  steps(`s, action: aws:executeScript, inputs: { Handler: h, ${rest} }${more}`);
const condition = (rest: string): string =>
  steps(`b, action: aws:branch, inputs: { Choices: [{ NextStep: s, ${rest} }] }`, `s, ${SLEEP}`);
const look = (outputs: string): string => steps(`s, ${LOOK}, outputs: [${outputs}]`);
const compare = (rest: string): string =>
  steps(`s, action: aws:assertAwsResourceProperty, inputs: { Service: toy, Api: DescribeServers, ${rest} }`);

/** What each rule finds: `rule @ the text it points at`, in the order of the text. */
const FOUND: readonly (readonly [text: string, ...found: string[]])[] = [
  ['x'.repeat(65_537), 'document-size @ xxxxxxxxxxxxxxxxxxxxxxxx…'],
  ['{"schemaVersion": "0.3",', 'document-syntax @ '],
  ['schemaVersion: "0.3"\nschemaVersion: "0.3"', 'duplicate-key @ schemaVersion: "0.3"'],
  ['- 1', 'invalid-value @ - 1'],
  [`schemaVersion: '2.2'\nmainSteps: [{ name: s, ${SLEEP} }]`, "schema-version @ '2.2'"],
  [`schemaVersion: 0.3\nmainSteps: [{ name: s, ${SLEEP} }]`, 'schema-version-unquoted @ 0.3'],
  ["schemaVersion: '0.3'", "missing-key @ schemaVersion: '0.3'"],
  [steps(`s, ${SLEEP}, precondition: {}`), 'unknown-property @ precondition'],
  [steps(`a b, ${SLEEP}`), 'step-name @ a b'],
  [steps(`s, ${SLEEP}`, `s, ${SLEEP}`), 'duplicate-step-name @ s'],
  [steps('s, action: aws:slep, inputs: { Duration: PT1S }'), 'unknown-action @ aws:slep'],
  [steps('s, action: aws:sleep, inputs: { Duration: PT1S, Seconds: 1 }'), 'unknown-input @ Seconds'],
  [steps('s, action: aws:executeAwsApi, inputs: { Service: toy }'), 'missing-input @ { Service: toy }'],
  [parameters('a-b: { type: String }'), 'parameter-name @ a-b'],
  [parameters('a_b: { type: String }'), 'parameter-name-underscore @ a_b'],
  [parameters('A: { type: Text }'), 'parameter-type @ Text'],
  [parameters('A: { type: Integer, default: "5" }'), 'default-type @ "5"'],
  [parameters("A: { type: String, allowedPattern: '(a' }"), "allowed-pattern @ '(a'"],
  [parameters("A: { type: String, allowedPattern: '^([a-z]+)*$' }"), "hostile-pattern @ '^([a-z]+)*$'"],
  [steps(`s, ${STOP}, Force: "{{ A }}" }`), 'missing-permission @ StopServer', 'unknown-reference @ {{ A }}'],
  [steps(`a, ${LOOK}`, `s, ${SLEEP.replace('PT1S', '"{{ a.X }}"')}`), 'unresolvable-reference @ {{ a.X }}'],
  [`${steps(`a, ${LOOK}`)}outputs: [a.X]`, 'unresolvable-reference @ a.X'],
  [steps(`s, ${SLEEP.replace('PT1S', '"{{ ssm:a }}"')}`), 'misplaced-reference @ {{ ssm:a }}'],
  [
    steps(`s, ${SLEEP.replace('PT1S', '"{{ a.OutputPayload }}"')}`, `a, ${LOOK}`),
    'reference-before-step @ {{ a.OutputPayload }}',
  ],
  [
    steps(
      `l, action: aws:loop, inputs: { MaxIterations: 2, LoopCondition: { Variable: a, StringEquals: a }, Steps: [{ name: s, ${SLEEP.replace('PT1S', "'{{ l.CurrentIteratorValue }}'")} }] }`,
    ),
    'loop-without-iterators @ {{ l.CurrentIteratorValu…',
  ],
  [steps(`s, ${SLEEP}, nextStep: t`), 'unknown-step @ t'],
  [`${steps(`s, ${SLEEP}`)}outputs: [t.X]`, 'unknown-output-step @ t.X'],
  [
    script('Runtime: python3.11, Script: x', ', outputs: [{ Name: Payload, Selector: $.Payload, Type: String }]'),
    'uses-script @ aws:executeScript',
    'reserved-output-name @ Payload',
  ],
  [steps(`s, ${LOOK}, onCancel: step:t, isEnd: true`, `t, ${SLEEP}`), 'cancel-target @ step:t'],
  [steps(`s, ${SLEEP}, nextStep: t`, `t, ${SLEEP}, nextStep: s`), 'step-cycle @ - { name: s, action: aws…'],
  [steps(`s, ${SLEEP}, isEnd: true, nextStep: s`), 'end-and-next @ nextStep'],
  [
    steps(`s, ${SLEEP}, isEnd: true, onFailure: step:t, isCritical: false`, `t, ${SLEEP}`),
    'failure-outweighs-end @ isEnd',
  ],
  [
    steps(`a, ${SLEEP}, onFailure: step:t`, `b, ${SLEEP}`, `t, ${SLEEP}`),
    'failure-stays-failed @ step:t',
    'falls-into-recovery @ b',
  ],
  [steps(`a, ${SLEEP}, isEnd: true`, `b, ${SLEEP}`), 'unreachable-step @ b'],
  [
    steps(
      'a, action: aws:branch, inputs: { Choices: [{ NextStep: c, Variable: a, StringEquals: a }], Default: c }',
      `b, ${SLEEP}`,
      `c, ${SLEEP}`,
    ),
    'unreachable-step @ b',
  ],
  [condition('Variable: a, Equals: b'), 'branch-condition @ { NextStep: s, Variable:…', 'branch-condition @ Equals'],
  [look('{ Name: A, Selector: "$.Servers[-1]", Type: String }'), 'selector-syntax @ "$.Servers[-1]"'],
  [look('{ Name: A, Selector: $..Root.Nodes..Stem, Type: String }'), 'selector-never-resolves @ $..Root.Nodes..Stem'],
  [look('{ Name: A, Selector: $.Servers.State, Type: String }'), 'selector-never-resolves @ $.Servers.State'],
  [
    script('Runtime: python3.11, Script: x', ', outputs: [{ Name: A, Selector: $.a, Type: String }]'),
    'uses-script @ aws:executeScript',
    'selector-never-resolves @ $.a',
  ],
  [
    compare("PropertySelector: '$.Servers[0].Stat', DesiredValues: [on]"),
    "property-never-resolves @ '$.Servers[0].Stat'",
  ],
  [look('{ Name: A, Selector: $.Servers, Type: Boolean }'), 'output-type-never-fits @ Boolean'],
  [steps(`s, ${LOOK}, outputs: { Name: A, Selector: $.Servers, Type: StringList }`), 'outputs-as-map @ outputs'],
  [steps('s, action: aws:executeAwsApi, inputs: { Service: toi, Api: X }'), 'unknown-service @ toi'],
  [
    steps('s, action: aws:executeAwsApi, inputs: { Service: toy, Api: DescribeServer }'),
    'unknown-operation @ DescribeServer',
  ],
  [steps('s, action: aws:executeAwsApi, inputs: { Service: toy, Api: Follow }'), 'streaming-operation @ Follow'],
  [steps('s, action: aws:executeAwsApi, inputs: { Service: far, Api: X }'), 'service-not-installed @ far'],
  [steps(`s, ${LOOK.replace(' }', ', Filters: [] }')}`), 'unknown-parameter @ Filters'],
  [steps(`s, ${LOOK.replace(' }', ', ids: [] }')}`), 'parameter-case @ ids'],
  [
    steps(`s, ${STOP.replace(', ServerId: a', '')} }`),
    'missing-parameter @ { Service: toy, Api: Sto…',
    'missing-permission @ StopServer',
  ],
  [steps(`s, ${STOP}, Wait: soon }`), 'missing-permission @ StopServer', 'wrong-parameter-type @ soon'],
  [steps(`s, ${LOOK.replace(' }', ', Ids: a }')}`), 'converted-parameter @ a'],
  [steps(`s, ${STOP} }`), 'missing-permission @ StopServer'],
  [script('Runtime: python3.11, Attachment: a.py'), 'uses-script @ aws:executeScript', 'unknown-attachment @ a.py'],
  [
    steps("s, action: aws:updateVariable, inputs: { Name: 'variable:n', Value: 1 }"),
    "unknown-reference @ 'variable:n'",
  ],
  [
    script('Runtime: perl5, Script: x'),
    'uses-script @ aws:executeScript',
    'script-runtime @ { Handler: h, Runtime: p…',
    'runtime-not-installed @ perl5',
  ],
  [
    script('Runtime: python3.8, Script: "import boto3 # {{ global:REGION }}"'),
    'uses-script @ aws:executeScript',
    'retired-runtime @ python3.8',
    'script-without-role @ "import boto3 # {{ globa…',
  ],
  [
    `${script('Runtime: python3.11, Script: "print({{ A }})"')}parameters: { A: { type: String } }`,
    'uses-script @ aws:executeScript',
    'script-injection @ {{ A }}',
  ],
  [
    steps('s, action: aws:createStack, maxAttempts: 2, inputs: { StackName: a, TemplateBody: "{}" }'),
    'missing-permission @ aws:createStack',
    'stack-without-token @ 2',
  ],
  [
    compare("PropertySelector: '$.Servers[0].Public', DesiredValues: ['true', False]"),
    "boolean-spelling @ 'true'",
    'boolean-spelling @ False',
  ],
  [steps(`s, ${LOOK}, timeoutSeconds: 60`), 'timeout-above-limit @ 60'],
];

function found(text: string): string[] {
  const lines = text.split('\n');
  return lintRunbook(text, options).map(({ rule, line, column, endLine, endColumn }) => {
    const rest = lines[line - 1] ?? '';
    const shown = endLine === line ? rest.slice(column - 1, (endColumn ?? 0) - 1) : rest.slice(column - 1);
    return `${rule} @ ${shown.length > 24 ? `${shown.slice(0, 24)}…` : shown}`;
  });
}

describe('each rule finds what it is about, and where', () => {
  const cases = FOUND.map(([text, ...expected]) => ({ text, expected, title: expected.join(', ') }));
  test.each(cases)('$title', ({ text, expected }) => {
    expect(found(text)).toEqual(expected);
  });

  test('and none is without an example here', () => {
    const seen = new Set(FOUND.flatMap(([text]) => lintRunbook(text, options).map(({ rule }) => rule)));
    seen.add(ruleOfMessage('A warning that the parser learned later.', 'warning'));
    expect(Object.keys(RULES).filter((rule) => !seen.has(rule as keyof typeof RULES))).toEqual([]);
  });
});

describe('it says nothing', () => {
  test.each<[why: string, text: string]>([
    [
      'of a member that a reference fills in',
      `${steps(`s, action: aws:executeAwsApi, inputs: { Service: toy, Api: DescribeServers, Ids: ["{{ A }}"] }`)}parameters: { A: { type: StringList } }`,
    ],
    ['of metadata, which boto3 adds', look('{ Name: A, Selector: $.ResponseMetadata.HTTPStatusCode, Type: Integer }')],
    ['of a part of a structure that holds itself', look('{ Name: A, Selector: $..Leaf, Type: StringList }')],
    ['of a filter', look('{ Name: A, Selector: "$.Servers[?(@.State == \'on\')].Size", Type: StringList }')],
    ['of a key of a map, whatever it is', look('{ Name: A, Selector: $.Labels.any, Type: String }')],
    ['of a text that is only called true', compare("PropertySelector: '$.Servers[0].State', DesiredValues: ['true']")],
    [
      'of a branch whose isEnd counts only without a match',
      steps(
        'b, action: aws:branch, isEnd: true, inputs: { Choices: [{ NextStep: s, Variable: a, StringEquals: a }] }',
        `s, ${SLEEP}`,
      ),
    ],
    [
      'of a backward jump without a circle',
      steps(`a, ${SLEEP}, nextStep: c`, `b, ${SLEEP}, isEnd: true`, `c, ${SLEEP}, nextStep: b`),
    ],
    [
      'of a step that tidies up after success and failure, named as nextStep',
      steps(`a, ${SLEEP}, onFailure: step:t, isCritical: false`, `b, ${SLEEP}, nextStep: t`, `t, ${SLEEP}`),
    ],
    [
      'of a comparison that stands for a branch',
      steps(
        "a, action: aws:assertAwsResourceProperty, onFailure: step:t, isCritical: false, inputs: { Service: toy, Api: DescribeServers, PropertySelector: '$.Servers[0].State', DesiredValues: [on] }",
        `b, ${SLEEP}`,
        `t, ${SLEEP}`,
      ),
    ],
    [
      "of a loop's condition on what its own steps gave",
      steps(
        `l, action: aws:loop, inputs: { LoopCondition: { Variable: '{{ s.OutputPayload }}', StringEquals: a }, Steps: [{ name: s, ${SLEEP} }] }`,
      ),
    ],
    [
      'of an output of an inner step that an earlier iteration gave',
      steps(
        "l, action: aws:loop, inputs: { MaxIterations: 2, Iterators: [a, b], Steps: [{ name: s, action: aws:sleep, inputs: { Duration: '{{ t.OutputPayload }}' } }, { name: t, action: aws:sleep, inputs: { Duration: PT1S } }] }",
      ),
    ],
    [
      'of a variable that is declared',
      `${steps("s, action: aws:updateVariable, inputs: { Name: 'variable:n', Value: 1 }")}variables: { n: { type: Integer, default: 0 } }`,
    ],
    [
      'of a pattern whose repetition has something between',
      parameters("A: { type: String, allowedPattern: '^[a-z]+(,[a-z]+)*$' }"),
    ],
    ['of a pattern of possessive repetitions', parameters("A: { type: String, allowedPattern: '^(?>[a-z]+)+$' }")],
  ])('%s', (_why, text) => {
    expect(found(text)).toEqual([]);
  });
});

test('what an alias stands for in many places is told once', () => {
  const text = steps(`a, ${LOOK}, outputs: [&o { Name: A, Selector: $.Sarvers, Type: String }, *o]`);
  expect(found(text).filter((one) => one.startsWith('selector'))).toHaveLength(1);
});

test('a document that the parser refuses is still checked for all else', () => {
  const text = steps(
    's, action: aws:executeAwsApi, surplus: 1, inputs: { Service: toy, Api: Nothing }',
    `t, ${SLEEP}, nextStep: gone`,
  );
  expect(found(text)).toEqual(['unknown-property @ surplus', 'unknown-operation @ Nothing', 'unknown-step @ gone']);
});

test.each<[given: string, type: string, ...found: string[]]>([
  ['Force: "{{ A }}"', 'Boolean'],
  ['Force: "{{ A }}"', 'String', 'converted-parameter'],
  ['Force: "{{ A }}"', 'Integer', 'wrong-parameter-type'],
  ['Wait: "{{ A }}"', 'Integer'],
  ['Wait: "{{ A }}"', 'Boolean', 'wrong-parameter-type'],
  ['Names: "{{ A }}"', 'StringList'],
  ['Names: "{{ A }}"', 'String', 'converted-parameter'],
  ['Names: ["{{ A }}"]', 'StringList'],
  ['Names: ["{{ A }}"]', 'String'],
  ['Counts: ["{{ A }}"]', 'StringList', 'converted-parameter'],
  ['Options: "{{ A }}"', 'StringMap'],
  ['Options: "{{ A }}"', 'String', 'wrong-parameter-type'],
  ['Options: "{{ A }}"', 'StringList', 'wrong-parameter-type'],
  ['Options: "the {{ A }}"', 'StringMap', 'wrong-parameter-type'],
  ['Tags: { a: "{{ A }}" }', 'String'],
  ['Tags: { a: "{{ A }}" }', 'MapList', 'converted-parameter'],
  ['At: "{{ A }}"', 'String'],
  ['At: "{{ A }}"', 'Boolean', 'wrong-parameter-type'],
  ['Data: "{{ A }}"', 'StringMap', 'converted-parameter'],
  ['Anything: "{{ A }}"', 'MapList'],
  ['Names: "{{ B }}"', 'String', 'unknown-reference'],
])('%s with A of type %s', (given, type, ...rules) => {
  const text = `${steps(`s, ${STOP}, ${given} }`)}parameters: { A: { type: ${type} } }`;
  expect(lintRunbook(text, { api: scriptedApi }).map(({ rule }) => rule)).toEqual(rules);
});

test.each<[given: string, ...found: string[]]>([
  ['Wait: 5'],
  ['Wait: "5"', 'converted-parameter'],
  ['Wait: five', 'wrong-parameter-type'],
  ['Wait: null', 'wrong-parameter-type'],
  ['Force: "TRUE"', 'converted-parameter'],
  ['Force: on', 'wrong-parameter-type'],
  ['At: 2026-01-01T00:00:00Z'],
  ['At: tomorrow', 'wrong-parameter-type'],
  ['Names: [1, b]', 'converted-parameter'],
  ['Counts: [1, x]', 'wrong-parameter-type'],
  ['Options: { Mode: a, Mod: b }', 'unknown-parameter'],
  ['Options: [a]', 'wrong-parameter-type'],
  ['Tags: { any: a, thing: 1 }', 'converted-parameter'],
  ['Data: abc'],
  ['Anything: { a: [1] }'],
  [`Names: "{{'a':1}}"`, 'converted-parameter'],
])('the literal %s', (given, ...rules) => {
  const text = steps(`s, ${STOP}, ${given} }`);
  expect(lintRunbook(text, { api: scriptedApi }).map(({ rule }) => rule)).toEqual(rules);
});
