import {
  covers,
  isRemediation,
  type DecisionTarget,
  type Instant,
  type PolicyWindow,
  type Remediation,
  type WindowState,
} from '@trueup/core';
import { regularly } from '../oversight/regularly.ts';
import type { EngineParts } from '../parts.ts';
import { targetOf } from './pose.ts';
import { windowStates } from './window-states.ts';

const EVERY_MS = 10_000;
const PAGE = 500;
const ENGINE = { kind: 'system', name: 'engine' } as const;

/** Ends executions at their next step when the time that the policy gives them is over, where the window says so. */
export function stopOverruns(parts: EngineParts): { stop(): Promise<void> } {
  const failed = 'overrunning executions could not be looked for; looking again';
  return regularly(parts, { everyMs: EVERY_MS, failed }, () => stopNow(parts));
}

async function stopNow(parts: EngineParts): Promise<void> {
  const policy = await parts.policy();
  const now = parts.clock.now();
  if (!policy.windows.some((window) => window.overrun === 'stop')) return;
  const states = windowStates(policy, now);
  for await (const execution of runningRepairs(parts)) {
    if (execution.cancelRequestedAt !== undefined) continue;
    const [finding] = await parts.store.findings.byIds([execution.findingId]);
    const target = finding && targetOf(policy, finding, execution.before);
    const window = target && overrun(states, target);
    if (window && !(await brokeGlass(parts, execution))) await cancel(parts, execution, window, now);
  }
}

/**
 * The window that ends it: a freeze that covers it, or a change window that is over while none that covers it is open.
 * A break-glass approval outlives both.
 */
export function overrun(states: readonly WindowState[], target: DecisionTarget): PolicyWindow | undefined {
  const mine = states.filter(({ window }) => covers(window, target) !== 'outside');
  const allows = mine.filter(({ window }) => window.kind === 'allow');
  const open = allows.some(({ active }) => active);
  const over = mine.filter(({ window, active }) => (window.kind === 'deny' ? active : !open));
  // One that lets it finish does not speak for another that does not.
  return over.find(({ window }) => window.overrun === 'stop')?.window;
}

async function* runningRepairs({ store }: EngineParts): AsyncGenerator<Remediation> {
  let cursor: string | undefined;
  do {
    const page = await store.executions.list({
      kinds: ['repair'],
      phases: ['checking', 'running'],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield* page.items.filter(isRemediation);
    cursor = page.next;
  } while (cursor !== undefined);
}

async function brokeGlass({ store }: EngineParts, { planId }: Remediation): Promise<boolean> {
  return (await store.plans.approvals(planId)).some(({ verdict }) => verdict === 'break-glass');
}

async function cancel(parts: EngineParts, execution: Remediation, window: PolicyWindow, at: Instant): Promise<void> {
  await parts.store.transaction(async (stores) => {
    await stores.executions.requestCancel(execution.id, at);
    await stores.records.append([
      {
        at,
        actor: ENGINE,
        action: 'execution.cancelled',
        subject: { kind: 'execution', id: execution.id },
        detail: { planId: execution.planId, documentName: execution.documentName, window: window.name },
      },
    ]);
  });
}
