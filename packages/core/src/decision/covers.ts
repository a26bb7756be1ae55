import { compileScope, type ScopeTest } from './compile-scope.ts';
import type { Coverage, DecisionTarget, TargetScope } from './target-scope.ts';

/** The scopes of a policy and of exceptions are asked about again and again, and never change. */
const compiled = new WeakMap<TargetScope, ScopeTest>();

/** Whether a scope covers a target. Tags that nobody has read matter only where all else is covered. */
export function covers(scope: TargetScope, target: DecisionTarget): Coverage {
  const known = compiled.get(scope);
  const test = known ?? compileScope(scope);
  if (!known) compiled.set(scope, test);
  const excluded = test(target);
  if (excluded === undefined) return 'covered';
  return excluded === 'unread' ? 'unknown' : 'outside';
}
