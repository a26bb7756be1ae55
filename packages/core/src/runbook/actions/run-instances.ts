import type { JsonObject } from '../../value/json.ts';
import type { ApiCall } from '../command.ts';
import { mentionsUnknown } from '../mentions-unknown.ts';
import { mapsAt, textAt, textsAt } from './answer.ts';
import { decodeBase64 } from './decode-base64.ts';
import {
  checkedStatesOf,
  describeInstances,
  describeStatus,
  ENDED_STATES,
  statesOf,
  unexpectedState,
} from './instance-state.ts';
import { again, done, failed, go, mayAppear, staged, type Next, type Progress, type StageContext } from './staged.ts';
import { verificationFailedMessage } from './verification-message.ts';

const ACTION = 'aws:runInstances';
const UNEXPECTED: readonly string[] = [...ENDED_STATES, 'stopping', 'stopped'];

/** The guide says "running"; the AWS-authored simulator then waits for the status checks as well. */
const WAITS_FOR_STATUS_CHECKS: boolean = true;

/** Launches instances and waits until they are ready to be used (automation-documents, 4.20). */
export const runInstances = staged(ACTION, {
  check: faultOf,
  begin: () => go('launch'),
  stages: {
    launch: {
      access: 'write',
      call: launchCall,
      answered: ({ now }, _progress, answer) => {
        const InstanceIds = mapsAt(answer, 'Instances').map((instance) => textAt(instance, 'InstanceId'));
        if (InstanceIds.length === 0) return failed(ACTION, 'RunInstances launched no instance');
        return go('wait', { InstanceIds, since: now });
      },
    },
    wait: {
      access: 'read',
      call: (_context, progress) => describeInstances(idsOf(progress)),
      answered: (_context, progress, answer) => {
        const states = statesOf(answer, idsOf(progress));
        const unexpected = endedIn(progress, states);
        if (unexpected) return unexpected;
        if (!states.every((state) => state === 'running')) return again;
        return WAITS_FOR_STATUS_CHECKS ? { kind: 'go', progress: { ...progress, stage: 'check' } } : launched(progress);
      },
      refused: ({ now }, progress, { code }) =>
        code === 'InvalidInstanceID.NotFound' && mayAppear(textAt(progress, 'since'), now) ? again : undefined,
    },
    check: {
      access: 'read',
      call: (_context, progress) => describeStatus(idsOf(progress)),
      answered: (_context, progress, answer) => {
        const states = checkedStatesOf(answer, idsOf(progress));
        const unexpected = endedIn(progress, states);
        if (unexpected) return unexpected;
        return states.every((state) => state === 'ok') ? launched(progress) : again;
      },
    },
  },
});

const idsOf = (progress: Progress): readonly string[] => textsAt(progress, 'InstanceIds');

function launched(progress: Progress): Next {
  const ids = idsOf(progress);
  return done({ InstanceIds: ids, InstanceStates: ids.map(() => 'running') });
}

function endedIn(progress: Progress, states: readonly string[]): Next | undefined {
  const detail = unexpectedState(idsOf(progress), states, UNEXPECTED);
  if (detail === undefined) return undefined;
  const message = verificationFailedMessage(detail);
  return { kind: 'failed', failure: { stage: 'PostVerification', type: 'Verification', message } };
}

/** The other inputs are members of the request, of the same name. */
function launchCall({ inputs, token }: StageContext): ApiCall {
  const {
    InstanceType,
    MinInstanceCount,
    MaxInstanceCount,
    IamInstanceProfileArn,
    IamInstanceProfileName,
    Monitoring,
    ...members
  } = inputs;
  const hasProfile = IamInstanceProfileArn !== undefined || IamInstanceProfileName !== undefined;
  const parameters = {
    ClientToken: token,
    ...members,
    InstanceType: InstanceType ?? 'm1.small',
    MinCount: MinInstanceCount ?? 1,
    MaxCount: MaxInstanceCount ?? MinInstanceCount ?? 1,
    IamInstanceProfile: hasProfile ? { Arn: IamInstanceProfileArn, Name: IamInstanceProfileName } : undefined,
    Monitoring: Monitoring === undefined ? undefined : { Enabled: Monitoring },
    UserData: userDataOf(inputs),
  };
  return { service: 'ec2', operation: 'RunInstances', parameters };
}

/** A call takes the text itself and encodes it, as boto3 does; the action takes it encoded. */
function userDataOf(inputs: JsonObject): string | undefined {
  const given = textAt(inputs, 'UserData');
  if (given === '' || mentionsUnknown(given)) return given || undefined;
  return decodeBase64(given);
}

function faultOf(inputs: JsonObject): string | undefined {
  const given = textAt(inputs, 'UserData');
  if (given !== '' && userDataOf(inputs) === undefined) return 'UserData is not UTF-8 text in base64';
  for (const name of ['MinInstanceCount', 'MaxInstanceCount']) {
    const count = inputs[name];
    if (typeof count === 'number' && count < 1) return `${name} is less than 1`;
  }
  const { MinInstanceCount: least, MaxInstanceCount: most } = inputs;
  if (typeof least === 'number' && typeof most === 'number' && least > most) {
    return 'MinInstanceCount is greater than MaxInstanceCount';
  }
  return undefined;
}
