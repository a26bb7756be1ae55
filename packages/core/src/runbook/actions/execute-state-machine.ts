import type { JsonObject } from '../../value/json.ts';
import { beganHere } from './began-here.ts';
import { textAt } from './answer.ts';
import { again, done, failed, go, mayAppear, staged, type Next, type Refusal, type StageContext } from './staged.ts';

const ACTION = 'aws:executeStateMachine';
const OUTPUTS = ['executionArn', 'input', 'name', 'output', 'startDate', 'stateMachineArn', 'status', 'stopDate'];
const RUNNING: readonly string[] = ['RUNNING', 'PENDING_REDRIVE'];

/**
 * Runs a state machine to its end (automation-documents, 4.14). While it runs, the same name and input give the same
 * execution; afterwards the name is taken, and what took it is looked at.
 */
export const executeStateMachine = staged(ACTION, {
  begin: () => go('start'),
  stages: {
    start: {
      access: 'write',
      call: (context) => ({
        service: 'stepfunctions',
        operation: 'StartExecution',
        parameters: {
          stateMachineArn: context.inputs['stateMachineArn'],
          name: nameOf(context),
          input: context.inputs['input'],
        },
      }),
      answered: (context, _progress, answer) => goToExecution(textAt(answer, 'executionArn'), context),
      refused: (context, _progress, refusal) =>
        refusal.code === 'ExecutionAlreadyExists' ? goToExecution(arnIn(refusal, context), context) : undefined,
    },
    wait: {
      access: 'read',
      call: (_context, progress) => ({
        service: 'stepfunctions',
        operation: 'DescribeExecution',
        parameters: { executionArn: progress['executionArn'] },
      }),
      answered: (context, _progress, answer) => judge(context, answer),
      refused: ({ now }, progress, { code }) =>
        code === 'ExecutionDoesNotExist' && mayAppear(textAt(progress, 'since'), now) ? again : undefined,
    },
  },
  stop: (_context, progress) =>
    progress.stage === 'wait'
      ? {
          service: 'stepfunctions',
          operation: 'StopExecution',
          parameters: { executionArn: progress['executionArn'], cause: 'The automation step was stopped' },
        }
      : undefined,
});

const nameOf = ({ inputs, token }: StageContext): string => textAt(inputs, 'name') || token;

function goToExecution(executionArn: string, { now }: StageContext): Next {
  return go('wait', { executionArn, since: now });
}

/** AWS names the execution that has the name; where it does not, its ARN is made of the machine's. */
function arnIn({ failure }: Refusal, context: StageContext): string {
  const named = /'(arn:[^']+:execution:[^']+)'/.exec(failure.message)?.[1];
  return named ?? arnOf(context);
}

/** A state machine's ARN may name a version or an alias behind its name; that of an execution does not. */
function arnOf(context: StageContext): string {
  const [arn, partition, service, region, account, , machine] = textAt(context.inputs, 'stateMachineArn').split(':');
  return [arn, partition, service, region, account, 'execution', machine, nameOf(context)].join(':');
}

function judge(context: StageContext, execution: JsonObject): Next {
  const status = textAt(execution, 'status');
  const arn = textAt(execution, 'executionArn');
  if (!beganHere(textAt(execution, 'startDate'), context)) {
    return failed(ACTION, `The name ${nameOf(context)} is already taken by an earlier execution, ${arn}`);
  }
  if (RUNNING.includes(status)) return again;
  if (status === 'SUCCEEDED') {
    const outputs = OUTPUTS.map((name) => [name, textAt(execution, name)] as const);
    return done(Object.fromEntries(outputs.filter(([, value]) => value !== '')));
  }
  const why = [textAt(execution, 'error'), textAt(execution, 'cause')].filter((text) => text !== '').join(': ');
  const detail = `Execution ${arn} ended with the status ${status || 'unknown'}`;
  return failed(ACTION, why === '' ? detail : `${detail}. ${why}`);
}
