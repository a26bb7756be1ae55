import type { Policy, PolicyRemediation } from './policy.ts';
import type { PolicyVocabulary } from './policy-references.ts';
import type { PolicyFault } from './policy-problem.ts';

/** What is no fault and may still not be what was meant. */
export function policyWarnings(policy: Policy, { controls, now }: PolicyVocabulary): PolicyFault[] {
  const approvalOnly = new Map(
    controls.flatMap(({ id, approvalOnly: why }) => (why === undefined ? [] : [[id, why] as const])),
  );
  const coversAll = policy.remediations.findIndex(coversEverything);
  const lines = policy.remediations.flatMap((line, index) => [
    ...(line.mode === 'automatic' ? asksAnyway(line, index, approvalOnly) : []),
    ...(line.override !== undefined && line.mode !== 'automatic'
      ? [{ path: ['remediations', index, 'override'], message: `says nothing in mode ${line.mode}` }]
      : []),
    ...(coversAll >= 0 && index > coversAll
      ? [
          {
            path: ['remediations', index],
            message: `never decides: ${policy.remediations[coversAll]?.name ?? ''} stands before it and covers every finding`,
          },
        ]
      : []),
  ]);
  return [...lines, ...endedExceptions(policy, now)];
}

function endedExceptions({ exceptions }: Policy, now: PolicyVocabulary['now']): PolicyFault[] {
  return exceptions.flatMap(({ id, expiresAt }, index) =>
    now !== undefined && expiresAt <= now
      ? [{ path: ['exceptions', index, 'expiresAt'], message: `${id} has ended and covers nothing` }]
      : [],
  );
}

/** The chosen runbook is not the one that the control asks an approval for. */
function asksAnyway(line: PolicyRemediation, index: number, approvalOnly: ReadonlyMap<string, string>): PolicyFault[] {
  if (line.runbook !== undefined) return [];
  return (line.controls ?? []).flatMap((id, at) => {
    const why = approvalOnly.get(id);
    return why === undefined
      ? []
      : [
          {
            path: ['remediations', index, 'controls', at],
            message: `${id} is never automatic, it asks for an approval: ${why}`,
          },
        ];
  });
}

function coversEverything(line: PolicyRemediation): boolean {
  const { controls, accounts, organizationalUnits, regions, tags, arns, resourceTypes } = line;
  const scoped = [accounts, organizationalUnits, regions, tags, arns, resourceTypes].some(
    (member) => member !== undefined,
  );
  return (controls?.includes('*') ?? false) && !scoped;
}
