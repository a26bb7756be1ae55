import {
  compileLines,
  tagsOf,
  tagsOfFinding,
  type DecisionTarget,
  type Finding,
  type Policy,
  type Snapshot,
} from '@trueup/core';
import { entryOf, runbookName } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import type { Posed, Question } from './question.ts';

type Lines = ReturnType<typeof compileLines>;

/** A policy is asked about with every finding, and its lines stay the same. */
const compiled = new WeakMap<Policy, Lines>();

function linesOf(policy: Policy): Lines {
  const known = compiled.get(policy);
  if (known) return known;
  const lines = compileLines(policy);
  compiled.set(policy, lines);
  return lines;
}

/** What the policy and the library have for each question. */
export function pose(
  { catalogue }: Pick<EngineParts, 'catalogue'>,
  policy: Policy,
  questions: readonly Question[],
): Posed[] {
  const lines = linesOf(policy);
  return questions.map((question) => {
    const { finding, snapshot } = question;
    const target = targetOf(policy, finding, snapshot);
    const control = entryOf(catalogue, finding.controlId)?.control;
    const found = lines(finding, target, control?.configRule);
    const line = found.kind === 'line' ? found.line : undefined;
    return {
      ...question,
      target,
      ...(line ? { line } : {}),
      ...(found.kind === 'unknown' ? { lineUnknown: found.line.name } : {}),
      ...(control ? { control } : {}),
      documentName: line?.runbook?.document ?? runbookName({ controlId: finding.controlId, kind: question.kind }),
    };
  });
}

/** What a decision is about, with the tags that the snapshot or, before anyone has looked, the finding tells. */
export function targetOf(policy: Policy, finding: Finding, snapshot: Snapshot | undefined): DecisionTarget {
  const { resource, controlId } = finding;
  const account = policy.accounts.find(({ id }) => id === resource.accountId);
  const tags = snapshot ? tagsOf(snapshot) : tagsOfFinding(finding.asff);
  return {
    controlId,
    resource,
    ...(account?.organizationalUnit === undefined ? {} : { organizationalUnit: account.organizationalUnit }),
    ...(tags === undefined ? {} : { tags }),
  };
}
