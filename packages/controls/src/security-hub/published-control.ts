import type { ConfigRule, Risk, Severity, Standards } from '@trueup/core';

/** What Security Hub publishes of one of its controls, and what a repair of it risks. */
export interface PublishedControl {
  readonly id: string;
  /** What is wrong with a resource that fails, in a few words. */
  readonly title: string;
  readonly severity: Severity;
  /** CloudFormation names. */
  readonly resourceTypes: readonly string[];
  /** `input`: a repair needs values that only the owner knows, such as the bucket to log to. */
  readonly risk: Risk | 'input';
  /** The managed rule that evaluates the control. */
  readonly configRule?: ConfigRule;
  /** The name of Security Hub's own rule, where it is no managed one. */
  readonly ruleName?: string;
  readonly standards: Standards;
}
