import type { ApiCall } from '../command.ts';
import { textAt, textsAt } from './answer.ts';
import {
  checkedStatesOf,
  describeInstances,
  describeStatus,
  ENDED_STATES,
  statesOf,
  unexpectedState,
} from './instance-state.ts';
import { again, done, failed, go, staged, type Next, type StageContext } from './staged.ts';

const ACTION = 'aws:changeInstanceState';

/** Starts, stops or terminates instances and waits until they are (automation-documents, 4.4). */
export const changeInstanceState = staged(ACTION, {
  begin: ({ inputs }) => go(inputs['CheckStateOnly'] === true ? 'wait' : 'change'),
  stages: {
    change: { access: 'write', call: changeCall, answered: () => go('wait') },
    wait: {
      access: 'read',
      call: (context) => describeInstances(idsOf(context)),
      answered: (context, _progress, answer) => {
        const states = statesOf(answer, idsOf(context));
        const desired = desiredOf(context);
        const ended = endedBefore(context, states);
        if (ended) return ended;
        if (!states.every((state) => state === desired)) return again;
        return desired === 'running' ? go('check') : done({ InstanceStates: states });
      },
    },
    check: {
      access: 'read',
      call: (context) => describeStatus(idsOf(context)),
      answered: (context, _progress, answer) => {
        const states = checkedStatesOf(answer, idsOf(context));
        const ended = endedBefore(context, states);
        if (ended) return ended;
        return states.every((state) => state === 'ok') ? done({ InstanceStates: states.map(() => 'running') }) : again;
      },
    },
  },
});

const idsOf = ({ inputs }: StageContext): readonly string[] => textsAt(inputs, 'InstanceIds');
const desiredOf = ({ inputs }: StageContext): string => textAt(inputs, 'DesiredState');

function changeCall(context: StageContext): ApiCall {
  const { Force, AdditionalInfo } = context.inputs;
  const parameters = { InstanceIds: idsOf(context) };
  switch (desiredOf(context)) {
    case 'running':
      return { service: 'ec2', operation: 'StartInstances', parameters: { ...parameters, AdditionalInfo } };
    case 'stopped':
      return { service: 'ec2', operation: 'StopInstances', parameters: { ...parameters, Force } };
    default:
      return { service: 'ec2', operation: 'TerminateInstances', parameters };
  }
}

function endedBefore(context: StageContext, states: readonly string[]): Next | undefined {
  if (desiredOf(context) === 'terminated') return undefined;
  const unexpected = unexpectedState(idsOf(context), states, ENDED_STATES);
  return unexpected === undefined ? undefined : failed(ACTION, unexpected);
}
