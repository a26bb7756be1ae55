import type { Instant } from '../../value/instant.ts';
import type { Asff } from '../asff/asff.ts';
import { batchUpdated, type UpdateRefusal } from '../asff/batch-updated.ts';
import { changesOf } from '../asff/changes-of.ts';
import { compileFilters } from '../filter/compile-filters.ts';
import type { FindingFilters } from '../filter/finding-filters.ts';
import type { AppliedRule, AutomationRule } from './automation-rule.ts';

/** A rule that did nothing although it may have had to. */
interface SkippedRule {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** `invalid-criteria`: they were stored before a check that they do not pass. */
  readonly reason: UpdateRefusal | 'invalid-criteria';
}

interface RuledFinding {
  readonly asff: Asff;
  /** Those that matched, in the order in which they were applied, also where they changed nothing. */
  readonly applied: readonly AppliedRule[];
  readonly skipped: readonly SkippedRule[];
}

/**
 * @param base what the provider sent, with the service's defaults: rules are matched with this, never with what other
 *   rules or customers made of the finding.
 * @param out what is stored, which the rules change.
 */
export type ApplyAutomationRules = (base: Asff, out: Asff, now: Instant) => RuledFinding;

interface CompiledRule {
  readonly rule: AutomationRule;
  readonly matches: FindingFilters['matches'];
}

/**
 * Sorts and compiles rules once for many findings (user guide, automation rules). Small orders come first, of equal ones
 * the rule that was edited last comes last; each rule that matches changes the finding, so that for one field the last
 * has its way; after a terminal one that matches no further rule is looked at.
 */
export function compileAutomationRules(rules: readonly AutomationRule[]): ApplyAutomationRules {
  const compiled: CompiledRule[] = [];
  const unfit: SkippedRule[] = [];
  for (const rule of rules.filter(({ enabled }) => enabled).sort(byTurn)) {
    const filters = compileFilters(rule.criteria, 'automation-rule');
    if (filters.kind === 'filters') compiled.push({ rule, matches: filters.matches });
    else unfit.push(skip(rule, 'invalid-criteria'));
  }
  return (base, out, now) => applyInTurn(compiled, unfit, base, out, now);
}

function applyInTurn(
  compiled: readonly CompiledRule[],
  unfit: readonly SkippedRule[],
  base: Asff,
  out: Asff,
  now: Instant,
): RuledFinding {
  let asff = out;
  const applied: AppliedRule[] = [];
  const skipped = [...unfit];
  for (const { rule, matches } of compiled) {
    if (!matches(base, now)) continue;
    const result = batchUpdated(asff, rule.update, now);
    if (result.kind === 'refused') skipped.push(skip(rule, result.reason));
    else {
      applied.push({ ruleArn: rule.arn, ruleName: rule.name, changes: changesOf(asff, result.asff) });
      asff = result.asff;
    }
    if (rule.terminal) break;
  }
  return { asff, applied, skipped };
}

function byTurn(one: AutomationRule, other: AutomationRule): number {
  if (one.order !== other.order) return one.order - other.order;
  if (one.updatedAt !== other.updatedAt) return one.updatedAt < other.updatedAt ? -1 : 1;
  return one.arn < other.arn ? -1 : 1;
}

function skip(rule: AutomationRule, reason: SkippedRule['reason']): SkippedRule {
  return { ruleArn: rule.arn, ruleName: rule.name, reason };
}
