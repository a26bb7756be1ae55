import { z } from 'zod';
import { operation } from '../operation.ts';
import { definitionId } from '../schema/definition-id.ts';
import { archiveHolding, eventArchive, eventEnvelope, eventReplay, poisonMessage } from '../schema/event.ts';
import { id } from '../schema/id.ts';
import { instantInput } from '../schema/instant-input.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';

const archiveMembers = {
  description: z.string().max(512).exactOptional(),
  pattern: z.string().max(16_384).exactOptional().meta({ description: 'JSON text. Absent: every event.' }),
  retentionDays: z.number().int().min(0).max(36_500).exactOptional().meta({ description: '0 or absent: for ever.' }),
};

const archiveOperations = {
  listArchives: operation({
    method: 'GET',
    path: '/api/v1/event-archives',
    summary: 'Archives of events, and how much each holds',
    input: z.strictObject({}),
    output: z.object({ items: list(archiveHolding) }),
  }),
  createArchive: operation({
    method: 'POST',
    path: '/api/v1/event-archives',
    summary: 'Begins to keep the events that match',
    input: z.strictObject({ name: z.string().min(1).max(48), ...archiveMembers }),
    output: eventArchive,
  }),
  updateArchive: operation({
    method: 'POST',
    path: '/api/v1/event-archives/{id}/update',
    summary: 'Changes what is given of an archive',
    input: z.strictObject({ id: definitionId, ...archiveMembers }),
    output: eventArchive,
  }),
  deleteArchive: operation({
    method: 'POST',
    path: '/api/v1/event-archives/{id}/delete',
    summary: 'Removes an archive and the events in it',
    input: z.strictObject({ id: definitionId }),
    output: eventArchive,
  }),
  listArchivedEvents: operation({
    method: 'GET',
    path: '/api/v1/event-archives/{id}/events',
    summary: 'The events of an archive in the order of their time',
    input: z.strictObject({
      id: definitionId,
      from: instantInput.exactOptional(),
      to: instantInput.exactOptional(),
      ...pageRequest,
    }),
    output: page(eventEnvelope),
  }),
};

const replayOperations = {
  listReplays: operation({
    method: 'GET',
    path: '/api/v1/event-replays',
    summary: 'Replays, newest first',
    input: z.strictObject({}),
    output: z.object({ items: list(eventReplay) }),
  }),
  getReplay: operation({
    method: 'GET',
    path: '/api/v1/event-replays/{id}',
    summary: 'How far a replay is',
    input: z.strictObject({ id: definitionId }),
    output: eventReplay,
  }),
  startReplay: operation({
    method: 'POST',
    path: '/api/v1/event-replays',
    summary: 'Sends the archived events of a time once more, to all rules or to some',
    input: z.strictObject({
      name: z.string().min(1).max(64),
      archive: definitionId,
      description: z.string().max(512).exactOptional(),
      from: instantInput,
      to: instantInput,
      rules: z.array(z.string().min(1).max(64)).min(1).max(100).readonly().exactOptional(),
    }),
    output: eventReplay,
  }),
  cancelReplay: operation({
    method: 'POST',
    path: '/api/v1/event-replays/{id}/cancel',
    summary: 'Stops a replay; what it sent stays sent',
    input: z.strictObject({ id: definitionId }),
    output: eventReplay,
  }),
};

const poisonOperations = {
  listPoisonMessages: operation({
    method: 'GET',
    path: '/api/v1/poison-messages',
    summary: 'Messages of queues that could not be taken in, newest first',
    input: z.strictObject({ ...pageRequest }),
    output: page(poisonMessage),
  }),
  getPoisonMessage: operation({
    method: 'GET',
    path: '/api/v1/poison-messages/{id}',
    summary: 'One of them with its body',
    input: z.strictObject({ id }),
    output: poisonMessage,
  }),
  replayPoisonMessage: operation({
    method: 'POST',
    path: '/api/v1/poison-messages/{id}/replay',
    summary: 'Takes the message in once more; it is gone when that succeeds',
    input: z.strictObject({ id }),
    output: z.object({ taken: z.boolean(), reason: z.string().exactOptional() }),
  }),
  deletePoisonMessage: operation({
    method: 'POST',
    path: '/api/v1/poison-messages/{id}/delete',
    summary: 'Throws a message away',
    input: z.strictObject({ id }),
    output: z.object({ id: z.string() }),
  }),
};

/** What is kept of events and messages, and sent again. */
export const eventArchiveOperations = { ...archiveOperations, ...replayOperations, ...poisonOperations };
