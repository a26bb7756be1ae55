import type { ConfigRule } from '../control/control.ts';
import type { Asff } from '../finding/asff/asff.ts';

/** Security Hub names one; more than a few are no finding of Config's. */
const MOST_RELATED = 20;

/**
 * The Config rules that a finding is of, as plainConfigRule gives their names: those that it names itself, and the one
 * that checks its control.
 */
export function configRulesOf({ ProductFields = {} }: Asff, ofControl?: ConfigRule): readonly string[] {
  const field = (name: string): string | undefined =>
    Object.hasOwn(ProductFields, name) ? ProductFields[name] : undefined;
  const names = [field('aws/config/ConfigRuleName'), ofControl?.name, ofControl?.identifier];
  for (let index = 0; index < MOST_RELATED; index += 1) {
    const type = field(`RelatedAWSResources:${index}/type`);
    if (type === undefined) break;
    if (type === 'AWS::Config::ConfigRule') names.push(field(`RelatedAWSResources:${index}/name`));
  }
  return names.flatMap((name) => (name === undefined ? [] : [plainConfigRule(name)]));
}

/**
 * `iam-password-policy` out of the identifier IAM_PASSWORD_POLICY, Security Hub's
 * `securityhub-iam-password-policy-a08618e1` and a conformance pack's `iam-password-policy-conformance-pack-x1y2z3`.
 */
export function plainConfigRule(rule: string): string {
  const plain = rule.toLowerCase().replaceAll('_', '-');
  const owned = plain.startsWith('securityhub-')
    ? plain.slice('securityhub-'.length).replace(/-[0-9a-f]{8}$/, '')
    : plain;
  return owned.replace(/-conformance-pack-[0-9a-z]+$/, '');
}
