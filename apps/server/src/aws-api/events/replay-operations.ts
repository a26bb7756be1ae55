import { DEFAULT_BUS, REPLAY_STATES, type EventReplay, type Scope } from '@trueup/core';
import { AwsError } from '../aws-error.ts';
import { operation } from '../aws-operation.ts';
import { epochTimestamp, list, oneOf, structure } from '../shape.ts';
import { epochSeconds } from '../wire-time.ts';
import { besideArn, busOf, resourceOf } from './event-arn.ts';
import { namedPage } from './event-lists.ts';
import { arn, description, listMembers, replayName, sourceArn } from './shapes.ts';

/** The operations on replays (event-patterns, 9). */

const notValid = (parameter: string, reason: string): AwsError =>
  new AwsError('ValidationException', `Parameter ${parameter} is not valid. Reason: ${reason}`);
const missing = (name: string): AwsError => new AwsError('ResourceNotFoundException', `Replay ${name} does not exist.`);

const start = operation(
  structure(
    {
      ReplayName: replayName,
      Description: description,
      EventSourceArn: sourceArn,
      EventStartTime: epochTimestamp,
      EventEndTime: epochTimestamp,
      Destination: structure({ Arn: arn, FilterArns: list(arn) }, ['Arn']),
    },
    ['ReplayName', 'EventSourceArn', 'EventStartTime', 'EventEndTime', 'Destination'],
  ),
  async (input, call) => {
    const { ReplayName: name, EventStartTime: from, EventEndTime: to, Destination, Description } = input;
    const bus = destinationBus(Destination.Arn, call.scope);
    const archive = archiveOf(input.EventSourceArn, call.scope);
    if (from >= to) throw notValid('EventEndTime', 'EventStartTime must be before EventEndTime.');
    const rules = Destination.FilterArns?.map((one) => ruleOf(one, call.scope)) ?? [];
    const draft = {
      name,
      archive,
      bus,
      from,
      to,
      ...(Description ? { description: Description } : {}),
      ...(rules.length > 0 ? { rules } : {}),
    };
    const outcome = await call.parts.events.startReplay(draft, call);
    switch (outcome.kind) {
      case 'started':
        return { ...stateOf(outcome.replay), ReplayStartTime: epochSeconds(outcome.replay.startedAt) };
      case 'exists':
        throw new AwsError('ResourceAlreadyExistsException', `Replay ${name} already exists.`);
      case 'unknown-archive':
        throw notValid('EventSourceArn', `Archive ${archive} does not exist.`);
      case 'unknown-rule':
        throw notValid('Destination.FilterArns', `Rule ${outcome.rule} does not exist.`);
      case 'too-many':
        throw new AwsError('LimitExceededException', outcome.reason);
    }
  },
);

function destinationBus(destination: string, scope: Scope): string {
  if (!/^arn:[\w-]+:events:[\w-]+:\d{12}:event-bus\/[\w./-]+$/.test(destination)) {
    throw notValid('Destination.Arn', 'Must contain an event bus ARN.');
  }
  return busOf(destination, scope);
}

function archiveOf(source: string, scope: Scope): string {
  const name = /^archive\/([\w.-]{1,48})$/.exec(resourceOf(source, scope) ?? '')?.[1];
  if (name === undefined) throw notValid('EventSourceArn', 'Must contain an archive ARN.');
  return name;
}

function ruleOf(filter: string, scope: Scope): string {
  const name = /^rule\/(?:default\/)?([\w.-]{1,64})$/.exec(resourceOf(filter, scope) ?? '')?.[1];
  if (name === undefined) throw notValid('Destination.FilterArns', `${filter} is no rule of event bus ${DEFAULT_BUS}.`);
  return name;
}

function stateOf({ arn: replayArn, state, failure }: EventReplay): object {
  return { ReplayArn: replayArn, State: state, ...(failure === undefined ? {} : { StateReason: failure }) };
}

const ofReplay = structure({ ReplayName: replayName }, ['ReplayName']);

const cancel = operation(ofReplay, async ({ ReplayName }, call) => {
  const outcome = await call.parts.events.cancelReplay(ReplayName, call);
  switch (outcome.kind) {
    case 'cancelling':
      return stateOf(outcome.replay);
    case 'unknown':
      throw missing(ReplayName);
    case 'not-running':
      throw new AwsError(
        'IllegalStatusException',
        `Replay ${ReplayName} is not in a valid state for this operation: it is ${outcome.state}.`,
      );
  }
});

const describe = operation(ofReplay, async ({ ReplayName }, call) => {
  const replay = await call.parts.events.replay(ReplayName, call);
  if (!replay) throw missing(ReplayName);
  const { rules, description: text } = replay;
  return {
    ...replaySummary(replay),
    ...stateOf(replay),
    ...(text === undefined ? {} : { Description: text }),
    Destination: {
      Arn: besideArn(replay.arn, `event-bus/${replay.bus}`),
      ...(rules ? { FilterArns: rules.map((name) => besideArn(replay.arn, `rule/${name}`)) } : {}),
    },
  };
});

function replaySummary({ name, arn: replayArn, archive, state, failure, from, to, ...times }: EventReplay): object {
  const { startedAt, endedAt, lastReplayedAt } = times;
  return {
    ReplayName: name,
    EventSourceArn: besideArn(replayArn, `archive/${archive}`),
    State: state,
    ...(failure === undefined ? {} : { StateReason: failure }),
    EventStartTime: epochSeconds(from),
    EventEndTime: epochSeconds(to),
    ReplayStartTime: epochSeconds(startedAt),
    ...(endedAt === undefined ? {} : { ReplayEndTime: epochSeconds(endedAt) }),
    ...(lastReplayedAt === undefined ? {} : { EventLastReplayedTime: epochSeconds(lastReplayedAt) }),
  };
}

const listReplays = operation(
  structure({ NamePrefix: replayName, State: oneOf(...REPLAY_STATES), EventSourceArn: sourceArn, ...listMembers }),
  async ({ NamePrefix, State, EventSourceArn, ...asked }, call) => {
    if ([NamePrefix, EventSourceArn, State].filter((filter) => filter !== undefined).length > 1) {
      throw new AwsError(
        'ValidationException',
        'At most one filter is allowed for ListReplays. Use either : State, EventSourceArn, or NamePrefix.',
      );
    }
    const archive = EventSourceArn === undefined ? undefined : archiveOf(EventSourceArn, call.scope);
    const replays = (await call.parts.events.replays(call)).filter(
      (replay) =>
        replay.name.startsWith(NamePrefix ?? '') &&
        (State === undefined || replay.state === State) &&
        (archive === undefined || replay.archive === archive),
    );
    const page = namedPage('replays', asked, replays, ({ name }) => name);
    return { Replays: page.items.map(replaySummary), ...page.members };
  },
);

export const replayOperations = {
  StartReplay: start,
  CancelReplay: cancel,
  DescribeReplay: describe,
  ListReplays: listReplays,
};
