import { z } from 'zod';
import { operation } from '../operation.ts';
import { definitionId } from '../schema/definition-id.ts';
import { delivery, deliveryStatus, eventRule, schedule } from '../schema/event.ts';
import { eventTarget } from '../schema/event-target.ts';
import { id } from '../schema/id.ts';
import { instantInput } from '../schema/instant-input.ts';
import { jsonObject } from '../schema/json.ts';
import { list } from '../schema/list.ts';
import { page, pageRequest } from '../schema/page.ts';

/** An event has 256 KB at most, and a request of PutEvents too. */
const EVENTS_BYTES = 1024 * 1024;
/** A hundred targets with the longest templates. */
const TARGETS_BYTES = 2 * 1024 * 1024;

const ruleOperations = {
  listEventRules: operation({
    method: 'GET',
    path: '/api/v1/event-rules',
    summary: 'Event rules with their targets, by name',
    input: z.strictObject({}),
    output: z.object({ items: list(eventRule) }),
  }),
  getEventRule: operation({
    method: 'GET',
    path: '/api/v1/event-rules/{id}',
    summary: 'One event rule with its targets',
    input: z.strictObject({ id: definitionId }),
    output: eventRule,
  }),
  putEventRule: operation({
    method: 'POST',
    path: '/api/v1/event-rules',
    summary: 'Makes an event rule, or replaces all of one but its targets',
    input: z.strictObject({
      name: z.string().min(1).max(64),
      description: z.string().max(512).exactOptional(),
      enabled: z.boolean().exactOptional().meta({ description: 'Absent: it is enabled.' }),
      pattern: z
        .string()
        .max(16_384)
        .exactOptional()
        .meta({ description: "JSON text in EventBridge's pattern language." }),
      schedule: schedule.exactOptional(),
    }),
    output: eventRule,
  }),
  setEventRuleEnabled: operation({
    method: 'POST',
    path: '/api/v1/event-rules/{id}/state',
    summary: 'Enables or disables an event rule',
    input: z.strictObject({ id: definitionId, enabled: z.boolean() }),
    output: eventRule,
  }),
  deleteEventRule: operation({
    method: 'POST',
    path: '/api/v1/event-rules/{id}/delete',
    summary: 'Removes an event rule; one with targets only with `force`. What is on its way still arrives',
    input: z.strictObject({ id: definitionId, force: z.boolean().exactOptional() }),
    output: eventRule,
  }),
  putEventTargets: operation({
    method: 'POST',
    path: '/api/v1/event-rules/{id}/targets',
    summary: 'Adds targets to a rule, all or none; one whose id it has already is replaced',
    bodyLimitBytes: TARGETS_BYTES,
    input: z.strictObject({ id: definitionId, targets: z.array(eventTarget).min(1).max(100).readonly() }),
    output: eventRule,
  }),
  removeEventTargets: operation({
    method: 'POST',
    path: '/api/v1/event-rules/{id}/targets/remove',
    summary: 'Takes targets off a rule; ids that it does not have are passed over',
    input: z.strictObject({
      id: definitionId,
      targetIds: z.array(z.string().min(1).max(64)).min(1).max(100).readonly(),
    }),
    output: eventRule,
  }),
  sendTestEvent: operation({
    method: 'POST',
    path: '/api/v1/event-rules/{id}/targets/test',
    summary: 'Sends a test message to one target of a rule, as everything else is sent',
    input: z.strictObject({ id: definitionId, targetId: z.string().min(1).max(64) }),
    output: z.object({ deliveryId: z.string() }),
  }),
};

const publishingOperations = {
  testEventPattern: operation({
    method: 'POST',
    path: '/api/v1/event-patterns/test',
    summary: 'Whether a pattern matches an event; changes nothing',
    bodyLimitBytes: EVENTS_BYTES,
    input: z.strictObject({
      pattern: z.string().max(16_384).meta({ description: 'JSON text.' }),
      event: z.string().max(EVENTS_BYTES).meta({ description: 'JSON text of a whole event.' }),
    }),
    output: z.object({ matches: z.boolean() }),
  }),
  putEvents: operation({
    method: 'POST',
    path: '/api/v1/events',
    summary: 'Publishes events of your own; their source must not begin with aws or trueup',
    bodyLimitBytes: EVENTS_BYTES,
    input: z.strictObject({
      events: z
        .array(
          z.strictObject({
            source: z.string().min(1).max(256),
            detailType: z.string().min(1).max(128),
            detail: jsonObject,
            resources: z.array(z.string().max(2048)).max(100).readonly().exactOptional(),
            time: instantInput.exactOptional(),
          }),
        )
        .min(1)
        .max(10)
        .readonly(),
    }),
    output: z.object({
      items: list(
        z.object({ id: z.string().exactOptional(), reason: z.string().exactOptional() }).meta({
          description: 'The id of a published event, or why it was not published.',
        }),
      ),
    }),
  }),
};

const deliveryOperations = {
  listDeliveries: operation({
    method: 'GET',
    path: '/api/v1/deliveries',
    summary: 'The delivery log, newest first; `statuses=dead` are the dead letters',
    input: z.strictObject({
      statuses: list(deliveryStatus).exactOptional(),
      rule: z.string().min(1).max(64).exactOptional(),
      ...pageRequest,
    }),
    output: page(delivery),
  }),
  getDelivery: operation({
    method: 'GET',
    path: '/api/v1/deliveries/{id}',
    summary: 'One delivery with its event and why its last attempt failed',
    input: z.strictObject({ id }),
    output: delivery,
  }),
  retryDeliveries: operation({
    method: 'POST',
    path: '/api/v1/deliveries/retry',
    summary: 'Sends dead letters again, at once and with all their attempts',
    input: z.strictObject({ ids: z.array(id).min(1).max(1000).readonly() }),
    output: z.object({ retried: z.number().int() }),
  }),
};

export const eventRuleOperations = { ...ruleOperations, ...publishingOperations, ...deliveryOperations };
