import type { PlanOutcome as WirePlanOutcome, Trueup } from '@trueup/api-contract';
import { differences, type FindingId, type PlanId } from '@trueup/core';
import type { PlanOutcome } from '@trueup/engine';
import type { ApplicationParts } from './application-parts.ts';
import { missing, refusal } from './refusal-problem.ts';
import { settled } from './settled.ts';

type Plans = Pick<Trueup, 'makePlan' | 'getPlan' | 'listPlans' | 'decidePlan' | 'decidePlans' | 'planUndo'>;

export function planOperations({ engine, store, actor }: Pick<ApplicationParts, 'engine' | 'store' | 'actor'>): Plans {
  return {
    makePlan: async ({ findingId }) => planOutcome(await engine.plan(findingId, actor)),
    planUndo: async ({ executionId }) => planOutcome(await engine.planUndo(executionId, actor)),
    async getPlan({ id }) {
      const plan = await store.plans.byId(id as PlanId);
      if (!plan) throw missing('plan', id);
      const approvals = await store.plans.approvals(plan.id);
      return { plan, approvals, differences: differences(plan.before.configuration, plan.expected) };
    },
    listPlans: ({ findingId, ...query }) =>
      store.plans.list({ ...query, ...(findingId === undefined ? {} : { findingId: findingId as FindingId }) }),
    async decidePlan({ id, ...verdict }) {
      const decided = await engine.decidePlan({ planId: id as PlanId, ...verdict }, actor);
      if (decided.kind === 'refused') throw refusal(decided);
      return decided.plan;
    },
    async decidePlans({ plans, ...word }) {
      const listed = plans.map(({ id, hash }) => ({ planId: id as PlanId, hash }));
      const { items } = settled(await engine.operations.decidePlans({ plans: listed, ...word }, actor));
      return { items };
    },
  };
}

function planOutcome(outcome: PlanOutcome): WirePlanOutcome {
  if (outcome.kind === 'refused') throw refusal(outcome);
  return outcome;
}
