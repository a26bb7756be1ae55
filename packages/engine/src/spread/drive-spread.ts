import {
  hasEnded,
  spreadProgress,
  type Execution,
  type ExecutionSpread,
  type SpreadChild,
  type SpreadProgress,
} from '@trueup/core';
import { childExecution } from './child-execution.ts';
import { mergeOutputs } from './merge-outputs.ts';
import { resolveSpread } from './resolve-spread.ts';
import type { Spreading } from './spread-children.ts';
import type { SpreadParts, StartedChild } from './spread-parts.ts';

/** `rest`: until the end of a child wakes it, or someone who wants it to stop. */
export type SpreadRest = { readonly kind: 'rest' } | { readonly kind: 'finished' };

/**
 * Carries an execution that is spread from a wake-up to its next wait. It runs no steps: it starts its children as rate
 * control lets it, and ends when the last of them has (automation-documents, 5.2). All that it knows is in the rows of
 * its children, so that any worker can go on at any time.
 */
export async function driveSpread(parts: SpreadParts): Promise<SpreadRest> {
  const resolved = await resolvedSpread(parts);
  if (resolved.kind === 'finished') return resolved;
  const { spread } = resolved;
  for (;;) {
    const started = await parts.children();
    const progress = progressOf(parts, spread, started);
    if (progress.kind === 'ended') {
      const { status, message } = progress;
      const outputs = mergeOutputs(spread.children, await parts.outputs());
      await parts.finish({ status, ...(message === undefined ? {} : { failureMessage: message }), outputs });
      return { kind: 'finished' };
    }
    if (parts.halt === 'cancel') await cancelRunning(parts, started);
    if (progress.start.length === 0) return { kind: 'rest' };
    const begun = await startChildren(parts, spread, progress.start);
    // The end of one that could not begin wakes nobody.
    if (begun.every(({ status }) => !hasEnded(status))) return { kind: 'rest' };
  }
}

function progressOf(
  { execution, halt }: SpreadParts,
  spread: ExecutionSpread,
  started: readonly StartedChild[],
): SpreadProgress {
  const inLocation = execution.target !== undefined;
  return spreadProgress(spread, started, { inLocation, ...(halt === undefined ? {} : { halt }) });
}

async function resolvedSpread(
  parts: SpreadParts,
): Promise<{ readonly kind: 'resolved'; readonly spread: ExecutionSpread } | { readonly kind: 'finished' }> {
  const { spread } = parts.execution;
  if (spread.resolved || parts.halt !== undefined) return { kind: 'resolved', spread };
  const found = await resolveSpread(spreadingOf(parts, spread), parts.sources);
  if (found.kind === 'refused') return fail(parts, `The targets could not be resolved: ${found.problems.join(' ')}`);
  const kept = { ...spread, resolved: true, children: found.children };
  await parts.keep(kept);
  return { kind: 'resolved', spread: kept };
}

function spreadingOf({ execution, document, digest, now }: SpreadParts, spread: ExecutionSpread): Spreading {
  const { id, scope, roleArn } = execution;
  return { id, scope, ...(roleArn === undefined ? {} : { roleArn }), document, spread, digest, now: now() };
}

async function startChildren(
  parts: SpreadParts,
  spread: ExecutionSpread,
  children: readonly SpreadChild[],
): Promise<readonly Execution[]> {
  const spreading = spreadingOf(parts, spread);
  const executions: Execution[] = [];
  for (const child of children) {
    const stored = await parts.sources.stored(child, { ...spread.supplied, ...child.parameters });
    executions.push(childExecution(parts.execution, spreading, child, stored));
  }
  await parts.start(executions);
  return executions;
}

async function cancelRunning(parts: SpreadParts, started: readonly StartedChild[]): Promise<void> {
  const running = started.filter(
    ({ status, cancelRequestedAt }) => cancelRequestedAt === undefined && !hasEnded(status),
  );
  if (running.length > 0) await parts.cancel(running);
}

async function fail(parts: SpreadParts, failureMessage: string): Promise<{ readonly kind: 'finished' }> {
  await parts.finish({ status: 'Failed', failureMessage, outputs: {} });
  return { kind: 'finished' };
}
