import { Problem, type PolicyInForce, type PolicyPlan, type Trueup } from '@trueup/api-contract';
import {
  canonicalJson,
  MOST_POLICY_BYTES,
  MOST_SHOWN_CHANGES,
  policyChanges,
  problemLine,
  type Digest,
  type Policy,
  type PolicyChange,
  type PolicyFileText,
  type PolicyProblem,
} from '@trueup/core';
import type { ApplicationParts } from './application-parts.ts';
import { policyDrift } from './policy-drift.ts';
import { policyInForce } from './policy-in-force.ts';
import type { PolicySource } from './policy-source.ts';
import { policyView } from './policy-view.ts';
import { refusal } from './refusal-problem.ts';

type Policies = Pick<
  Trueup,
  'validatePolicy' | 'planPolicy' | 'applyPolicy' | 'exportPolicy' | 'policyDrift' | 'getPolicyInForce'
>;

export function policyOperations(parts: ApplicationParts): Policies {
  const { policy: source, engine, actor, digest } = parts;
  return {
    async validatePolicy({ files }) {
      const parsed = source.parse(withinSize(files), 'now');
      return parsed.kind === 'invalid'
        ? { valid: false, problems: parsed.problems, warnings: [] }
        : { valid: true, problems: [], warnings: parsed.warnings };
    },
    planPolicy: ({ files }) => planPolicy(parts, files),
    async applyPolicy({ files, planHash, reason }) {
      const compared = await compare(source, files, digest);
      if (compared.kind === 'invalid') throw unfit(compared.problems);
      if (compared.planHash !== planHash) {
        const detail = 'the policy in force, or the one given, is not the one that was planned: plan again';
        throw new Problem('conflict', detail, { reason: 'policy-changed' });
      }
      const { policy, changes, replaces } = compared;
      const applied = await engine.operations.applyPolicy(
        {
          policy,
          files,
          changes,
          ...(replaces === undefined ? {} : { replaces }),
          ...(reason === undefined ? {} : { reason }),
        },
        actor,
      );
      if (applied.kind === 'refused') throw refusal(applied);
      const { files: _files, ...stored } = applied.stored;
      return { ...stored, findingsDue: applied.findingsDue };
    },
    async exportPolicy() {
      const stored = await source.applied();
      if (!stored) throw new Problem('not-found', `no policy was applied yet: ${source.path} counts as it is`);
      return stored;
    },
    policyDrift: () => policyDrift(source),
    async getPolicyInForce() {
      const { inForce, policy } = await policyInForce(source);
      return { inForce, ...(policy ? { policy: policyView(policy) } : {}) };
    },
  };
}

async function planPolicy(
  { policy: source, engine, digest }: ApplicationParts,
  files: readonly PolicyFileText[],
): Promise<PolicyPlan> {
  const compared = await compare(source, files, digest);
  if (compared.kind === 'invalid') return compared;
  const { policy, before, changes, planHash, inForce, warnings } = compared;
  const [effect, unproven] = await Promise.all([
    engine.operations.policyEffect(before, policy),
    engine.operations.unprovenLines(policy),
  ]);
  return {
    kind: 'planned',
    hash: policy.hash,
    planHash,
    inForce,
    changes: changes.slice(0, MOST_SHOWN_CHANGES),
    changesTotal: changes.length,
    effect,
    unproven,
    warnings,
  };
}

type Compared =
  | { readonly kind: 'invalid'; readonly problems: readonly PolicyProblem[] }
  | {
      readonly kind: 'compared';
      readonly policy: Policy;
      readonly before: Policy | undefined;
      readonly inForce: PolicyInForce;
      readonly changes: readonly PolicyChange[];
      readonly warnings: readonly PolicyProblem[];
      readonly planHash: string;
      /** Hash of the stored policy, where one was applied. */
      readonly replaces: string | undefined;
    };

async function compare(source: PolicySource, files: readonly PolicyFileText[], digest: Digest): Promise<Compared> {
  const parsed = source.parse(withinSize(files), 'now');
  if (parsed.kind === 'invalid') return parsed;
  const { policy, warnings } = parsed;
  const { inForce, policy: before, stored } = await policyInForce(source);
  const from = stored?.hash ?? before?.hash ?? null;
  return {
    kind: 'compared',
    policy,
    before,
    inForce,
    changes: policyChanges(before, policy),
    warnings,
    planHash: digest(canonicalJson({ from, to: policy.hash })),
    replaces: stored?.hash,
  };
}

/** The contract counts characters. */
function withinSize(files: readonly PolicyFileText[]): readonly PolicyFileText[] {
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (bytes <= MOST_POLICY_BYTES) return files;
  throw new Problem('invalid', `files: ${bytes} bytes are more than the ${MOST_POLICY_BYTES} that a policy takes`);
}

function unfit(problems: readonly PolicyProblem[]): Problem {
  return new Problem('invalid', problems.map(problemLine).join('\n'));
}
