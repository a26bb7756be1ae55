import { DEFAULT_BUS, type EventArchive } from '@trueup/core';
import { AwsError } from '../aws-error.ts';
import { operation } from '../aws-operation.ts';
import { integer, oneOf, structure } from '../shape.ts';
import { epochSeconds } from '../wire-time.ts';
import { besideArn, busOf } from './event-arn.ts';
import { namedPage } from './event-lists.ts';
import type { ArchiveView } from './events-port.ts';
import { archiveName, description, eventPattern, listMembers, sourceArn } from './shapes.ts';

/** The operations on archives (event-patterns, 9). */

const missing = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Archive ${name} does not exist.`);

/** What may change of an archive. Kept for a hundred years at most, or for ever: dates have an end. */
const kept = { Description: description, EventPattern: eventPattern, RetentionDays: integer(0, 36_500) };

const create = operation(
  structure({ ArchiveName: archiveName, EventSourceArn: sourceArn, ...kept }, ['ArchiveName', 'EventSourceArn']),
  async (input, call) => {
    const { ArchiveName: name, EventSourceArn, Description, EventPattern, RetentionDays = 0 } = input;
    const outcome = await call.parts.events.createArchive(
      {
        name,
        bus: busOf(EventSourceArn, call.scope),
        retentionDays: RetentionDays,
        ...(Description ? { description: Description } : {}),
        ...(EventPattern ? { patternText: EventPattern } : {}),
      },
      call,
    );
    switch (outcome.kind) {
      case 'created':
        return archiveState(outcome.archive);
      case 'exists':
        throw new AwsError('ResourceAlreadyExistsException', `Archive ${name} already exists.`);
      case 'invalid-pattern':
        throw new AwsError('InvalidEventPatternException', outcome.reason);
      case 'too-many':
        throw new AwsError('LimitExceededException', outcome.reason);
    }
  },
);

/** It is in force once this is answered. */
function archiveState({ arn, createdAt }: EventArchive): object {
  return { ArchiveArn: arn, State: 'ENABLED', CreationTime: epochSeconds(createdAt) };
}

const update = operation(
  structure({ ArchiveName: archiveName, ...kept }, ['ArchiveName']),
  async ({ ArchiveName, Description, EventPattern, RetentionDays }, call) => {
    const changes = {
      ...(Description === undefined ? {} : { description: Description }),
      ...(EventPattern === undefined ? {} : { patternText: EventPattern }),
      ...(RetentionDays === undefined ? {} : { retentionDays: RetentionDays }),
    };
    const outcome = await call.parts.events.updateArchive(ArchiveName, changes, call);
    switch (outcome.kind) {
      case 'updated':
        return archiveState(outcome.archive);
      case 'unknown':
        throw missing(ArchiveName);
      case 'invalid-pattern':
        throw new AwsError('InvalidEventPatternException', outcome.reason);
    }
  },
);

const ofArchive = structure({ ArchiveName: archiveName }, ['ArchiveName']);

const remove = operation(ofArchive, async ({ ArchiveName }, call) => {
  const outcome = await call.parts.events.deleteArchive(ArchiveName, call);
  if (outcome.kind === 'unknown') throw missing(ArchiveName);
  return {};
});

const describe = operation(ofArchive, async ({ ArchiveName }, call) => {
  const view = await call.parts.events.archive(ArchiveName, call);
  if (!view) throw missing(ArchiveName);
  const { arn, description: text, pattern } = view.archive;
  return {
    ...archiveSummary(view),
    ArchiveArn: arn,
    ...(text === undefined ? {} : { Description: text }),
    ...(pattern ? { EventPattern: pattern } : {}),
  };
});

function archiveSummary({ archive, eventCount, sizeBytes }: ArchiveView): object {
  return {
    ArchiveName: archive.name,
    EventSourceArn: besideArn(archive.arn, `event-bus/${archive.bus}`),
    State: 'ENABLED',
    RetentionDays: archive.retentionDays,
    SizeBytes: sizeBytes,
    EventCount: eventCount,
    CreationTime: epochSeconds(archive.createdAt),
  };
}

const list = operation(
  structure({
    NamePrefix: archiveName,
    EventSourceArn: sourceArn,
    State: oneOf('ENABLED', 'DISABLED', 'CREATING', 'UPDATING', 'CREATE_FAILED', 'UPDATE_FAILED'),
    ...listMembers,
  }),
  async ({ NamePrefix, EventSourceArn, State, ...asked }, call) => {
    if ([NamePrefix, EventSourceArn, State].filter((filter) => filter !== undefined).length > 1) {
      throw new AwsError(
        'ValidationException',
        'At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.',
      );
    }
    const bus = EventSourceArn === undefined ? DEFAULT_BUS : busOf(EventSourceArn, call.scope);
    const archives = (await call.parts.events.archives(call)).filter(
      ({ archive }) =>
        archive.bus === bus &&
        archive.name.startsWith(NamePrefix ?? '') &&
        (State === undefined || State === 'ENABLED'),
    );
    const page = namedPage('archives', asked, archives, ({ archive }) => archive.name);
    return { Archives: page.items.map(archiveSummary), ...page.members };
  },
);

export const archiveOperations = {
  CreateArchive: create,
  UpdateArchive: update,
  DeleteArchive: remove,
  DescribeArchive: describe,
  ListArchives: list,
};
