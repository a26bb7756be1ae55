import type { Finding, JsonObject, LibraryEntry, Policy, PolicyRemediation, Snapshot } from '@trueup/core';
import { parametersOf } from '../library.ts';
import type { EngineParts } from '../parts.ts';
import { refused, type Refused } from '../refusal.ts';
import { chosenRunbook } from './chosen-runbook.ts';
import type { Draft } from './draft-plan.ts';

export interface Repaired {
  readonly finding: Finding;
  /** Absent: the library has no control for the finding. */
  readonly entry: LibraryEntry | undefined;
  readonly line: PolicyRemediation | undefined;
  readonly policy: Policy;
  readonly snapshot: Snapshot;
}

type Work = Pick<Draft, 'risk' | 'runbook' | 'parameters' | 'expected' | 'judgedBy' | 'noUndoReason'>;

/** What would repair a finding, and how that is judged: the runbook that the policy's line names, else the control's own. */
export async function repairWork(
  parts: EngineParts,
  repaired: Repaired,
): Promise<{ readonly kind: 'work'; readonly draft: Work } | Refused> {
  const { finding, entry, line, policy, snapshot } = repaired;
  const parameters: JsonObject = entry ? parametersOf(entry.control, policy) : {};
  if (line?.runbook) {
    const chosen = await chosenRunbook(parts, line.runbook, finding, entry ? snapshot : undefined);
    if (chosen.kind === 'refused') return chosen;
    const { text, input, statements, documentName, version, attachments, roleArn } = chosen;
    const as = roleArn === undefined ? {} : { roleArn };
    return {
      kind: 'work',
      draft: {
        // Nobody here knows what it does to the resource's users.
        risk: entry?.control.risk ?? 'disruptive',
        runbook: {
          text,
          input,
          ...(statements ? { statements } : {}),
          chosen: { documentName, version, attachments, ...as },
        },
        parameters,
        expected: snapshot.configuration,
        judgedBy: entry ? 'check' : 'reporter',
        noUndoReason: `Nobody here knows how to undo ${documentName}.`,
      },
    };
  }
  if (!entry)
    return refused('unknown-control', `finding ${finding.id}: no control ${finding.controlId} in the library`);
  const { control, runbook, permissions } = entry;
  return {
    kind: 'work',
    draft: {
      risk: control.risk,
      runbook: { text: runbook, input: control.input(snapshot, parameters), statements: permissions.remediate },
      parameters,
      expected: control.repaired(snapshot, parameters),
      judgedBy: 'configuration',
      ...(control.undo.kind === 'none' ? { noUndoReason: control.undo.reason } : {}),
    },
  };
}
