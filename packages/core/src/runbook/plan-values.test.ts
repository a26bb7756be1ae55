import { expect, test } from 'vitest';
import { KNOWN_AFTER_APPLY } from '../value/difference.ts';
import type { JsonObject } from '../value/json.ts';
import { assumed } from './assumed.ts';
import type { Command } from './command.ts';
import { ANSWERED, callStep, CONTEXT, documentOfSteps, drive, START } from './drive-document.ts';
import type { RunbookDocument } from './document.ts';
import type { ExecutionState, StepEvent } from './execution-state.ts';
import { mentionsUnknown } from './mentions-unknown.ts';
import { nextCommand } from './next-command.ts';

const OUTPUTS = [
  { Name: 'Id', Selector: '$.Id', Type: 'String' },
  { Name: 'Ids', Selector: '$.Ids', Type: 'StringList' },
];

/** Follows a document in which nothing is sent, to its first command that is no event. */
function follow(document: RunbookDocument): { readonly command: Command; readonly log: readonly StepEvent[] } {
  const log: StepEvent[] = [];
  for (;;) {
    const state: ExecutionState = { context: CONTEXT, parameters: {}, log };
    const command = nextCommand(document, state, START);
    if (command.kind === 'append') log.push(command.event);
    else if (command.kind === 'perform' && command.step === 'Make') log.push(assumed(document, state, 'Make', START));
    else return { command, log };
  }
}

test('outputs of a step that is not sent are unknown, and what is made of them mentions it', () => {
  const inputs: JsonObject = {
    Service: 'ec2',
    Api: 'A',
    Id: '{{Make.Id}}',
    Ids: ['{{Make.Ids}}'],
    Name: 'x-{{Make.Id}}',
    All: '{{Make.OutputPayload}}',
  };
  const { command, log } = follow(
    documentOfSteps([callStep('Make', { outputs: OUTPUTS }), callStep('Use', { inputs })]),
  );
  expect(log[1]).toMatchObject({ outputs: { Id: KNOWN_AFTER_APPLY, Ids: KNOWN_AFTER_APPLY } });
  expect(command).toMatchObject({
    kind: 'perform',
    work: {
      call: {
        parameters: {
          Id: KNOWN_AFTER_APPLY,
          Ids: [KNOWN_AFTER_APPLY],
          Name: `x-${KNOWN_AFTER_APPLY}`,
          All: KNOWN_AFTER_APPLY,
        },
      },
    },
  });
});

test('built-in outputs of a step that is not sent are unknown too', () => {
  const make = { name: 'Make', action: 'aws:executeAutomation', inputs: { DocumentName: 'd' } };
  const { log } = follow(documentOfSteps([make]));
  expect(log.at(-1)).toMatchObject({
    outputs: { ExecutionId: KNOWN_AFTER_APPLY, Status: KNOWN_AFTER_APPLY, Output: KNOWN_AFTER_APPLY },
  });
});

const branch = (variable: string): JsonObject => ({
  name: 'Choose',
  action: 'aws:branch',
  inputs: { Choices: [{ NextStep: 'End', Variable: variable, StringEquals: 'a' }], Default: 'End' },
});
const END = { name: 'End', action: 'aws:sleep', inputs: { Duration: 'PT1S' } };

test.each<[string, JsonObject, string]>([
  ['a branch', branch('{{Make.Id}}'), 'Choose'],
  ['a sleep', { name: 'Nap', action: 'aws:sleep', inputs: { Duration: '{{Make.Id}}' } }, 'Nap'],
  ['an API', callStep('Call', { inputs: { Service: 'ec2', Api: '{{Make.Id}}' } }), 'Call'],
  [
    'the text of a script',
    {
      name: 'Run',
      action: 'aws:executeScript',
      inputs: { Runtime: 'python3.11', Handler: 'h', Script: 'x = "{{Make.Id}}"' },
    },
    'Run',
  ],
])('%s that hangs on an unknown value is undetermined', (_name, step, name) => {
  const { command } = follow(documentOfSteps([callStep('Make', { outputs: OUTPUTS }), step, END]));
  expect(command).toMatchObject({
    kind: 'undetermined',
    step: name,
    reason: expect.stringContaining('known only after apply'),
  });
});

test('in a real run the same text is text', () => {
  const document = documentOfSteps([callStep('Make', { outputs: OUTPUTS }), branch('{{Make.Id}}'), END]);
  const driven = drive(document, () => ({ kind: 'answered', result: { Id: KNOWN_AFTER_APPLY } }));
  expect(driven.finish.status).toBe('Success');
});

test('only the step in flight can be assumed', () => {
  const document = documentOfSteps([callStep('Make')]);
  const { log } = drive(document, () => ANSWERED);
  const state = { context: CONTEXT, parameters: {}, log: log.slice(0, 1) };
  expect(() => assumed(document, state, 'Other', START)).toThrow('Make is in flight');
  expect(() => assumed(document, { ...state, log }, 'Make', START)).toThrow('no step is in flight');
});

test('an unknown value is found anywhere', () => {
  expect(mentionsUnknown({ a: [{ b: `x ${KNOWN_AFTER_APPLY}` }] })).toBe(true);
  expect(mentionsUnknown({ a: [1, null, 'known'], [KNOWN_AFTER_APPLY]: 1 })).toBe(false);
});
