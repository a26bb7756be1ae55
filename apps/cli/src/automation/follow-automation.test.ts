import type { AutomationExecution, AutomationStepExecution, Execution } from '@trueup/api-contract';
import { scriptedTrueup } from '@trueup/api-contract/testing';
import { expect, test } from 'vitest';
import { followAutomation } from './follow-automation.ts';

const step = (StepName: string, Action: string, StepStatus: AutomationStepExecution['StepStatus']) => ({
  StepName,
  Action,
  StepStatus,
  OnFailure: 'Abort',
  MaxAttempts: 1,
  Inputs: Action === 'aws:approve' ? { Approvers: '["arn:aws:iam::111111111111:user\\/bob"]' } : {},
  Outputs: {},
  StepExecutionId: StepName,
  OverriddenParameters: {},
  IsEnd: false,
  IsCritical: false,
  ValidNextSteps: [],
});

/** What a look at each execution gives, one after the other; the last one stays. */
type Looks = Readonly<Record<string, readonly Partial<AutomationExecution>[]>>;

async function told(
  looks: Looks,
  children: Readonly<Record<string, readonly Partial<Execution>[]>> = {},
): Promise<string[]> {
  const trueup = scriptedTrueup().application({ kind: 'person', name: 'alice' });
  const any = await trueup.startAutomation({ document: { kind: 'text', name: 'any', text: '' } });
  const base = await trueup.getAutomationExecution({ id: any.execution.id });
  const seen = new Map<string, number>();
  const lines: string[] = [];
  await followAutomation(
    {
      trueup: {
        ...trueup,
        async getAutomationExecution({ id }) {
          const at = seen.get(id) ?? 0;
          seen.set(id, at + 1);
          return { ...base, AutomationExecutionId: id, ...(looks[id]?.[at] ?? looks[id]?.at(-1)) };
        },
        listExecutions: async ({ parentId = '' }) => ({
          items: (children[parentId] ?? []).map((child) => ({ ...any.execution, ...child })),
        }),
      },
      say: (line) => lines.push(line),
      pause: () => Promise.resolve(),
    },
    'parent',
  );
  return lines;
}

const waiting: Partial<AutomationExecution> = { AutomationExecutionStatus: 'Waiting' };
const running: Partial<AutomationExecution> = { AutomationExecutionStatus: 'InProgress' };

test('an approval that one of the executions it was spread over waits for is told once, with what it is for', async () => {
  const spread = { ...running, StepExecutions: [step('one', 'aws:executeAutomation', 'InProgress')] };
  const lines = await told(
    {
      parent: [spread, spread, spread, spread, { AutomationExecutionStatus: 'Success' }],
      location: [{ ...running, StepExecutions: [step('a', 'aws:executeAutomation', 'InProgress')] }],
      target: [{ ...waiting, StepExecutions: [step('Ask', 'aws:approve', 'Waiting')] }],
    },
    {
      parent: [{ id: 'location', target: '111111111111:eu-west-1' }],
      location: [{ id: 'target', target: 'invoices' }],
    },
  );
  expect(lines).toEqual([
    'step one (aws:executeAutomation)',
    'execution target (invoices): step Ask waits for approval by arn:aws:iam::111111111111:user/bob: trueup executions approve target, or reject',
  ]);
});

test('a step that waits beyond the hundred that are shown is told all the same', async () => {
  const beyond = { ...waiting, StepExecutionsTruncated: true, CurrentAction: 'aws:pause', CurrentStepName: 'Look' };
  expect(await told({ parent: [{ ...beyond, StepExecutions: [] }, { AutomationExecutionStatus: 'Success' }] })).toEqual(
    ['step Look waits to be resumed: trueup executions resume parent Look'],
  );
});

test('in Interactive mode the steps after the last one that ended are named', async () => {
  const ended = { ...step('Make', 'aws:executeAwsApi', 'Success'), ValidNextSteps: ['Tag', 'Undo'] };
  const between = {
    ...waiting,
    Mode: 'Interactive' as const,
    StepExecutions: [ended, step('Tag', 'aws:sleep', 'Pending')],
  };
  expect(await told({ parent: [between, { AutomationExecutionStatus: 'Success' }] })).toEqual([
    'step Make: Success',
    'waits for a next step (Tag, Undo): trueup executions start-step parent Tag; to end it: trueup executions cancel parent --complete',
  ]);
});
