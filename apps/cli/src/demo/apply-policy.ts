import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PolicyPlan } from '@trueup/api-contract';
import { demoPolicy, type PolicyParts } from './demo-policy.ts';
import type { DemoStage } from './demo-stage.ts';

type Planned = Extract<PolicyPlan, { kind: 'planned' }>;

/** Writes the policy, plans it and puts it in force, as Ann does with `trueup policy apply`. */
export async function applyPolicy(
  { ann, policyPath }: DemoStage,
  parts: PolicyParts,
  reason: string,
): Promise<Planned> {
  const text = demoPolicy(parts);
  const files = [{ name: basename(policyPath), text }];
  const plan = await ann.planPolicy({ files });
  if (plan.kind === 'invalid') {
    throw new Error(plan.problems.map(({ path, message }) => `the demo's policy: ${path}: ${message}`).join('\n'));
  }
  await ann.applyPolicy({ files, planHash: plan.planHash, reason });
  // Only now: until the first apply the file itself is in force.
  await writeFile(policyPath, text);
  return plan;
}
