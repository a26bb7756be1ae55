import type { Trueup } from '@trueup/api-contract';
import type { EventRule } from '@trueup/core';
import { testPattern } from '@trueup/engine';
import type { ApplicationParts } from './application-parts.ts';
import { definitionScope, findDefinition } from './find-definition.ts';
import { missing } from './refusal-problem.ts';
import { invalidField, settled } from './settled.ts';

type Rules = Pick<
  Trueup,
  | 'listEventRules'
  | 'getEventRule'
  | 'putEventRule'
  | 'setEventRuleEnabled'
  | 'deleteEventRule'
  | 'putEventTargets'
  | 'removeEventTargets'
  | 'sendTestEvent'
>;
type Publishing = Pick<Trueup, 'testEventPattern' | 'putEvents'>;
type Deliveries = Pick<Trueup, 'listDeliveries' | 'getDelivery' | 'retryDeliveries'>;

export function eventRuleOperations(parts: ApplicationParts): Rules & Publishing & Deliveries {
  return { ...rules(parts), ...publishing(parts), ...deliveries(parts) };
}

function rules(parts: ApplicationParts): Rules {
  const { actor } = parts;
  const { operations } = parts.engine;
  const ruleOf = async (id: string): Promise<EventRule> => (await findDefinition(parts, 'event-rule', id)).value;
  return {
    listEventRules: async () => ({ items: await operations.listEventRules() }),
    getEventRule: ({ id }) => ruleOf(id),
    async putEventRule({ enabled = true, ...draft }) {
      const scope = await definitionScope(parts);
      return settled(await operations.putEventRule({ ...draft, enabled }, scope, actor)).rule;
    },
    async setEventRuleEnabled({ id, enabled }) {
      const { arn } = await ruleOf(id);
      return settled(await operations.setEventRuleEnabled(arn, enabled, actor)).rule;
    },
    async deleteEventRule({ id, force = false }) {
      const rule = await ruleOf(id);
      settled(await operations.deleteEventRule(rule.arn, actor, { force }));
      return rule;
    },
    async putEventTargets({ id, targets }) {
      const { arn } = await ruleOf(id);
      return settled(await operations.putEventTargets(arn, targets, actor)).rule;
    },
    async removeEventTargets({ id, targetIds }) {
      const { arn } = await ruleOf(id);
      return settled(await operations.removeEventTargets(arn, targetIds, actor)).rule;
    },
    async sendTestEvent({ id, targetId }) {
      const { arn } = await ruleOf(id);
      return { deliveryId: settled(await operations.sendTest(arn, targetId, actor)).deliveryId };
    },
  };
}

function publishing(parts: ApplicationParts): Publishing {
  return {
    async testEventPattern({ pattern, event }) {
      const tested = testPattern(pattern, event);
      if (tested.kind === 'tested') return Promise.resolve({ matches: tested.matches });
      throw invalidField(tested.kind === 'invalid-pattern' ? 'pattern' : 'event', `is not valid: ${tested.reason}`);
    },
    async putEvents({ events }) {
      const given = events.map(({ time, resources = [], ...event }) => ({
        ...event,
        resources,
        ...(time === undefined ? {} : { time: new Date(time).toISOString() }),
      }));
      const outcomes = await parts.engine.operations.putEvents(given, await definitionScope(parts));
      return { items: outcomes.map((put) => (put.kind === 'put' ? { id: put.id } : { reason: put.reason })) };
    },
  };
}

function deliveries({ store, clock }: ApplicationParts): Deliveries {
  return {
    listDeliveries: (query) => store.events.deliveries(query),
    async getDelivery({ id }) {
      const delivery = await store.events.delivery(id);
      if (!delivery) throw missing('delivery', id);
      return delivery;
    },
    retryDeliveries: async ({ ids }) => ({ retried: await store.events.retryDeliveries(ids, clock.now()) }),
  };
}
