import type { AwsAttempt } from '@trueup/aws';
import type { Clock, Policy, Store } from '@trueup/core';
import type { Log } from '@trueup/engine';
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import manifest from '../../package.json' with { type: 'json' };
import type { ChainState } from '../chain-state.ts';
import { gauge } from './series.ts';
import { storeSeries, type StoreState } from './store-series.ts';

export interface MetricsParts {
  readonly store: Pick<Store, 'metrics' | 'decisions' | 'definitions'>;
  /** The policy in force; rejects when it cannot be read. */
  readonly policy: () => Promise<Policy | undefined>;
  readonly chain: () => ChainState;
  readonly clock: Clock;
  readonly log: Log;
}

export interface TrueupMetrics {
  /** In the text format of Prometheus. Never rejects: without the store it tells what this process knows. */
  text(): Promise<string>;
}

/** Calls to AWS, counted where they leave. */
export interface CallCounts {
  count(attempt: AwsAttempt): void;
  readonly registry: Registry;
}

export function callCounts(): CallCounts {
  const registry = new Registry();
  const calls = new Counter({
    name: 'trueup_aws_calls_total',
    help: 'Requests to AWS, each attempt counted, by service and what came of it',
    labelNames: ['service', 'outcome'],
    registers: [registry],
  });
  return { registry, count: ({ service, outcome }) => calls.inc({ service, outcome }) };
}

/** Figures of the store are read anew after so long at the earliest, and take a twentieth of its time at most. */
const FRESH_MS = 10_000;
const REST_FACTOR = 20;

export function trueupMetrics(parts: MetricsParts, calls: CallCounts): TrueupMetrics {
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  gauge(own, { name: 'trueup_info', help: 'The version of this program', labels: ['version'] }).show([
    { labels: { version: manifest.version }, value: 1 },
  ]);
  const showProcess = processSeries(own, parts);
  const stored = new Registry();
  const showStored = storeSeries(stored);
  const reachable = gauge(own, { name: 'trueup_store_reachable', help: 'Whether the store answered at the last look' });
  const look = rested(async () => {
    try {
      showStored(await stateOf(parts));
      reachable.show([{ value: 1 }]);
      return true;
    } catch (error) {
      parts.log.error({ error }, 'the figures of the store could not be read');
      reachable.show([{ value: 0 }]);
      return false;
    }
  });
  return {
    async text() {
      await showProcess();
      // Old figures would look as if all went on.
      const known = await look();
      const registries = known ? [own, calls.registry, stored] : [own, calls.registry];
      return Registry.merge(registries).metrics();
    },
  };
}

function processSeries(registry: Registry, { policy, chain, log }: MetricsParts): () => Promise<void> {
  const readable = gauge(registry, {
    name: 'trueup_policy_readable',
    help: 'Whether the policy in force can be read; nothing is decided while it is 0',
  });
  const inForce = gauge(registry, { name: 'trueup_policy_info', help: 'The policy in force', labels: ['hash'] });
  const intact = gauge(registry, {
    name: 'trueup_audit_chain_intact',
    help: 'What this process found when it last verified the audit log; absent: it has not yet',
  });
  return async () => {
    const state = chain();
    intact.show(state === undefined ? [] : [{ value: state === 'intact' ? 1 : 0 }]);
    try {
      const read = await policy();
      readable.show([{ value: 1 }]);
      inForce.show(read === undefined ? [] : [{ labels: { hash: read.hash.slice(0, 12) }, value: 1 }]);
    } catch (error) {
      log.error({ error }, 'the policy could not be read');
      readable.show([{ value: 0 }]);
      inForce.show([]);
    }
  };
}

async function stateOf({ store, clock }: MetricsParts): Promise<StoreState> {
  const now = clock.now();
  const measures = await store.metrics.measure(now);
  const decisions = await store.decisions.counts();
  const switches = await store.definitions.list('kill-switch');
  return { measures, decisions, killSwitches: switches.map(({ value }) => value.scope.kind), now };
}

/** One at a time, and again only after a rest: those who ask meanwhile are given the last answer. */
function rested(work: () => Promise<boolean>): () => Promise<boolean> {
  let last: Promise<boolean> | undefined;
  let restUntilMs = 0;
  return () => {
    if (last !== undefined && performance.now() < restUntilMs) return last;
    const startedMs = performance.now();
    restUntilMs = Infinity;
    last = work().finally(() => {
      const endedMs = performance.now();
      restUntilMs = endedMs + Math.max(FRESH_MS, (endedMs - startedMs) * REST_FACTOR);
    });
    return last;
  };
}
