import { compileAutomationRules, type ApplyAutomationRules, type AutomationRule } from '@trueup/core';
import { accountOf, covers } from '../account-of.ts';
import { keptCopy } from '../kept-copy.ts';
import type { OutsideParts } from '../parts.ts';
import type { RuleBook } from './rule-book.ts';

/** Rules of the administrator's account cover every account, those of another only its own. */
export function compileRuleBook({ administrator }: Pick<OutsideParts, 'administrator'>): RuleBook {
  const compiled = keptCopy(['automation-rule'], ({ 'automation-rule': defined }) => {
    const rules = defined.map(({ value }) => value).filter(({ enabled }) => enabled);
    return rulesByAccount(rules);
  });
  return async (definitions) => {
    const [rulesOf, admin] = [await compiled(definitions), await administrator()];
    return (reported, out, now) => rulesOf(admin, reported.AwsAccountId)(reported, out, now);
  };
}

function rulesByAccount(
  rules: readonly AutomationRule[],
): (administrator: string, account: string) => ApplyAutomationRules {
  const compiled = new Map<string, ApplyAutomationRules>();
  const owners = new Set(rules.map(({ arn }) => accountOf(arn)));
  return (administrator, account) => {
    // Accounts without rules of their own share those of the administrator.
    const key = `${administrator} ${owners.has(account) ? account : ''}`;
    const known = compiled.get(key);
    if (known) return known;
    const apply = compileAutomationRules(rules.filter(({ arn }) => covers(arn, account, administrator)));
    compiled.set(key, apply);
    return apply;
  };
}
