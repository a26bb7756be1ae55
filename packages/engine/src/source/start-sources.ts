import type { PolicySources } from '@trueup/core';
import { PolicyUnreadable, type EngineParts } from '../parts.ts';
import { pausing, poll, type Running } from './poll.ts';
import { pullSecurityHub, type Hub } from './pull-security-hub.ts';
import { readQueue } from './read-queue.ts';
import { settleChanges } from './settle-changes.ts';

const LOOK_EVERY_MS = 10_000;

/** Absent: as AWS wants it. A stand-in that answers one call at a time must not be waited for. */
export interface SourceOptions {
  readonly lookEveryMs?: number;
  /** How long a receiver waits for a message. */
  readonly waitSeconds?: number;
  /** How long changes are gathered. */
  readonly settleMs?: number;
}

/**
 * Runs the sources that the policy names, and no others: a change of the policy counts within seconds. A policy that
 * has a fault changes nothing of what runs.
 */
export function startSources(parts: EngineParts, options: SourceOptions = {}): Running {
  const { lookEveryMs = LOOK_EVERY_MS } = options;
  const changes = settleChanges(parts, options);
  const running = new Map<string, Running>();
  let told: string | undefined;

  const look = async (): Promise<void> => {
    const sources = await namedSources(parts);
    if (typeof sources === 'string') {
      // A server that has no policy yet is no error.
      if (sources !== told) {
        parts.log.info({ problem: sources }, 'the policy is not readable: sources stay as they are');
      }
      told = sources;
      return;
    }
    told = undefined;
    const wanted = starters(parts, sources, changes, options);
    for (const [key, one] of running) {
      if (wanted.has(key)) continue;
      running.delete(key);
      await one.stop();
    }
    for (const [key, start] of wanted) if (!running.has(key)) running.set(key, start());
  };

  const looking = poll(
    async (signal) => {
      await look();
      await pausing(lookEveryMs, signal);
      return 'done';
    },
    (error) => parts.log.error({ error }, 'sources could not be looked for; looking again'),
  );
  return {
    async stop() {
      await looking.stop();
      const stops = [...running.values()].map((one) => one.stop());
      await changes.stop();
      await Promise.all(stops);
    },
  };
}

const NONE: PolicySources = { queues: [], securityHub: [] };

/** A text: why the policy cannot be read. Without a policy there are no sources. */
async function namedSources(parts: EngineParts): Promise<PolicySources | string> {
  try {
    return (await parts.policy()).sources ?? NONE;
  } catch (error) {
    if (error instanceof PolicyUnreadable) return error.message;
    throw error;
  }
}

/** By all that is settled of a source: one whose settings change is stopped and started anew. */
function starters(
  parts: EngineParts,
  { queues, securityHub }: PolicySources,
  changes: ReturnType<typeof settleChanges>,
  { waitSeconds }: SourceOptions,
): ReadonlyMap<string, () => Running> {
  return new Map<string, () => Running>([
    ...queues.map((queue) => [JSON.stringify(queue), () => readQueue(parts, queue, changes, waitSeconds)] as const),
    ...securityHub.flatMap(({ account, regions, everyMinutes }) =>
      regions.map((region) => {
        const hub = { account, region };
        return [JSON.stringify([hub, everyMinutes]), () => pullRegularly(parts, hub, everyMinutes * 60_000)] as const;
      }),
    ),
  ]);
}

/** Looks often whether it is due, since the turn may be another process's. */
const TURN_EVERY_MS = 15_000;

function pullRegularly(parts: EngineParts, hub: Hub, everyMs: number): Running {
  const fields = { account: hub.account, region: hub.region };
  return poll(
    async (signal) => {
      const pulled = await pullSecurityHub(parts, hub, everyMs, signal);
      if (pulled.kind === 'failed' && !signal.aborted) {
        const { code, message } = pulled.failure;
        parts.log.error(
          { ...fields, code, problem: message },
          'Security Hub could not be read; trying again at the next turn',
        );
      }
      await pausing(TURN_EVERY_MS, signal);
      return 'done';
    },
    (error) => parts.log.error({ ...fields, error }, 'findings of Security Hub could not be taken in; trying again'),
  );
}
