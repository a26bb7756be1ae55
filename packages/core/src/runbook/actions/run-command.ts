import { instantAfter, msBetween } from '../../value/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import type { ApiCall } from '../command.ts';
import { mentionsUnknown } from '../mentions-unknown.ts';
import { textOf } from '../text-of.ts';
import { POLL_INTERVAL_MS } from '../undocumented.ts';
import { at, mapsAt, textAt, textsAt } from './answer.ts';
import { CLOCKS_APART_MS } from './began-here.ts';
import { invocationResult, unexpectedResult } from './command-result.ts';
import {
  again,
  done,
  failed,
  go,
  mayAppear,
  mayPass,
  staged,
  type Next,
  type Progress,
  type StageContext,
} from './staged.ts';

const ACTION = 'aws:runCommand';
const MOST_INSTANCES = 50;
const LONGEST_COMMENT = 100;
const UNFINISHED: readonly string[] = ['Pending', 'InProgress', 'Cancelling'];

/**
 * The call goes out as soon as its progress is written. A worker that takes over cannot know whether the command was
 * sent, nor can one that looks again later than this: they look for it first.
 */
const SENT_WITHIN_MS = 2_000;

/**
 * Runs a command on instances (automation-documents, 4.19). SendCommand takes no token, so the command's comment
 * carries it, and a command that may have been sent before is looked for by it.
 */
export const runCommand = staged(ACTION, {
  check: faultOf,
  // A plan does not wait for instances that it would launch.
  begin: (context) =>
    idsOf(context).length === 0 || mentionsUnknown(idsOf(context)) ? goToSend(context) : go('agents'),
  stages: {
    agents: {
      access: 'read',
      call: (context) => ({
        service: 'ssm',
        operation: 'DescribeInstanceInformation',
        parameters: { Filters: [{ Key: 'InstanceIds', Values: idsOf(context) }], MaxResults: MOST_INSTANCES },
      }),
      answered: (context, _progress, answer) => {
        const online = mapsAt(answer, 'InstanceInformationList').filter((one) => one['PingStatus'] === 'Online');
        const ids = online.map((one) => textAt(one, 'InstanceId'));
        return idsOf(context).every((id) => ids.includes(id)) ? goToSend(context) : again;
      },
    },
    send: {
      access: 'write',
      call: (context, progress) =>
        context.resumed === true || msBetween(textAt(progress, 'at'), context.now) > SENT_WITHIN_MS
          ? listSent(context)
          : sendCall(context),
      answered: (context, _progress, answer) =>
        isJsonObject(answer['Command'])
          ? goToCommand(context, textAt(answer, 'Command', 'CommandId'))
          : searchSent(context, answer),
      // Late enough to look first: a fault of the service does not tell whether the command was sent.
      refused: (_context, _progress, refusal) =>
        mayPass(refusal) ? { kind: 'again', afterMs: SENT_WITHIN_MS + POLL_INTERVAL_MS } : undefined,
    },
    search: {
      access: 'read',
      call: (context, progress) => listSent(context, textAt(progress, 'page')),
      answered: (context, _progress, answer) => searchSent(context, answer),
    },
    wait: {
      access: 'read',
      call: (_context, progress) => ({
        service: 'ssm',
        operation: 'ListCommands',
        parameters: { CommandId: progress['CommandId'] },
      }),
      answered: (context, progress, answer) => followCommand(context, progress, answer),
      refused: ({ now }, progress, { code }) =>
        code === 'InvalidCommandId' && mayAppear(textAt(progress, 'since'), now) ? again : undefined,
    },
    results: {
      access: 'read',
      call: (_context, progress) => ({
        service: 'ssm',
        operation: 'ListCommandInvocations',
        parameters: { CommandId: progress['CommandId'], Details: true, MaxResults: MOST_INSTANCES },
      }),
      answered: (_context, progress, answer) => judge(progress, answer),
    },
  },
  stop: (_context, progress) => {
    const CommandId = textAt(progress, 'CommandId');
    return CommandId === '' ? undefined : { service: 'ssm', operation: 'CancelCommand', parameters: { CommandId } };
  },
});

const idsOf = ({ inputs }: StageContext): readonly string[] => textsAt(inputs, 'InstanceIds');

const goToSend = ({ now }: StageContext): Next => go('send', { at: now });

function goToCommand({ now }: StageContext, CommandId: string): Next {
  return go('wait', { CommandId, since: now });
}

/** Inputs are members of the request, of the same name. */
function sendCall(context: StageContext): ApiCall {
  const { Parameters, ...members } = context.inputs;
  const parameters = {
    ...members,
    Comment: commentOf(context),
    Parameters: isJsonObject(Parameters) ? parameterLists(Parameters) : undefined,
  };
  return { service: 'ssm', operation: 'SendCommand', parameters };
}

/** A comment with no room for the token stays as it is: then a command with that comment counts as the attempt's. */
function commentOf({ inputs, token }: StageContext): string {
  const own = textAt(inputs, 'Comment');
  const marked = own === '' ? token : `${own} [${token}]`;
  return marked.length > LONGEST_COMMENT ? own : marked;
}

/** A scalar counts as a list of one. */
function parameterLists(parameters: JsonObject): JsonObject {
  const listed = Object.entries(parameters).map(([name, value]) => {
    const list = Array.isArray(value) ? (value as readonly Json[]) : [value ?? ''];
    return [name, list.map(textOf)] as const;
  });
  return Object.fromEntries(listed);
}

/** ListCommands filters by time but not by comment. */
function listSent({ startedAt }: StageContext, page = ''): ApiCall {
  const after = instantAfter(startedAt, -CLOCKS_APART_MS).replace(/\.\d+Z$/, 'Z');
  const parameters = {
    Filters: [{ key: 'InvokedAfter', value: after }],
    MaxResults: MOST_INSTANCES,
    NextToken: page === '' ? undefined : page,
  };
  return { service: 'ssm', operation: 'ListCommands', parameters };
}

function searchSent(context: StageContext, answer: JsonObject): Next {
  const sent = mapsAt(answer, 'Commands').find((command) => command['Comment'] === commentOf(context));
  if (sent) return goToCommand(context, textAt(sent, 'CommandId'));
  const page = textAt(answer, 'NextToken');
  return page === '' ? goToSend(context) : go('search', { page });
}

function followCommand({ now }: StageContext, progress: Progress, answer: JsonObject): Next {
  const [command] = mapsAt(answer, 'Commands');
  const CommandId = textAt(progress, 'CommandId');
  if (!command) {
    return mayAppear(textAt(progress, 'since'), now) ? again : failed(ACTION, `Command ${CommandId} does not exist`);
  }
  const Status = textAt(command, 'Status');
  if (UNFINISHED.includes(Status)) return again;
  return go('results', { CommandId, Status, faults: faultsOf(command) });
}

/** A command within its MaxErrors counts as successful, and so does one without a target: neither is success here. */
function faultsOf(command: JsonObject): number {
  const none = textAt(command, 'StatusDetails') === 'NoInstancesInTag' ? 1 : 0;
  return Number(at(command, 'ErrorCount') ?? 0) + Number(at(command, 'DeliveryTimedOutCount') ?? 0) + none;
}

function judge(progress: Progress, answer: JsonObject): Next {
  const invocations = mapsAt(answer, 'CommandInvocations');
  const result = invocationResult(textAt(progress, 'CommandId'), textAt(progress, 'Status'), invocations);
  const succeeded =
    progress['Status'] === 'Success' &&
    progress['faults'] === 0 &&
    invocations.every((invocation) => invocation['Status'] === 'Success');
  return succeeded ? done(result) : failed(ACTION, unexpectedResult(result));
}

function faultOf(inputs: JsonObject): string | undefined {
  const ids = textsAt(inputs, 'InstanceIds');
  if (ids.length === 0 && mapsAt(inputs, 'Targets').length === 0) return 'A command takes InstanceIds or Targets';
  if (ids.length > MOST_INSTANCES) return `InstanceIds has more than ${MOST_INSTANCES} entries`;
  const seconds = inputs['TimeoutSeconds'];
  if (typeof seconds === 'number' && seconds < 30) return 'TimeoutSeconds, the time for delivery, is less than 30';
  return textAt(inputs, 'Comment').length > LONGEST_COMMENT
    ? `Comment is longer than ${LONGEST_COMMENT} characters`
    : undefined;
}
