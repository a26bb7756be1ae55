import { instantAfter, ladderProposal, TROUBLE_DAYS, type RemediationRun, type Stores } from '@trueup/core';
import { PolicyUnreadable, type EngineParts } from '../parts.ts';
import { documentNameOf } from './list-remediations.ts';

const DAY_MS = 86_400_000;
const MOST_RECENT = 200;
const ENGINE = { kind: 'system', name: 'engine' } as const;

/**
 * Records once that a line of the policy has earned the next rung, in the transaction that ended the run. Once means:
 * not again until a repair that failed or was undone has broken the row, and it was earned anew.
 */
export async function notePromotion(
  parts: Pick<EngineParts, 'policy' | 'clock'>,
  stores: Stores,
  run: RemediationRun,
): Promise<void> {
  const policy = await readable(parts);
  const line = policy?.remediations.find(({ name }) => name === run.remediation);
  if (!policy || !line || run.kind !== 'repair' || run.result !== 'verified') return;
  const { controlId } = run;
  const scope = { controlId, documentName: documentNameOf(line, controlId) };
  const [record] = await stores.runs.records([scope]);
  if (!record) return;
  const now = parts.clock.now();
  const [recent = []] = await stores.runs.recent([scope], {
    since: instantAfter(now, -TROUBLE_DAYS * DAY_MS),
    limit: MOST_RECENT,
  });
  const proposal = ladderProposal({ line, promotion: policy.promotion, record, recent, now });
  if (proposal.kind !== 'promote') return;
  const subject = { kind: 'remediation', id: `${line.name}/${controlId}` } as const;
  const { items } = await stores.records.list({ actions: ['remediation.promotable'], subjectId: subject.id, limit: 1 });
  const broken = (record.failed + record.undone).toString();
  const [before] = items;
  if (before?.detail['to'] === proposal.to && before.detail['brokenBefore'] === broken) return;
  await stores.records.append([
    {
      at: now,
      actor: ENGINE,
      action: 'remediation.promotable',
      subject,
      detail: {
        remediation: line.name,
        controlId,
        documentName: scope.documentName,
        mode: line.mode,
        to: proposal.to,
        why: proposal.why,
        // How many repairs had gone wrong by then.
        brokenBefore: broken,
        record: { ...record },
      },
    },
  ]);
}

async function readable({ policy }: Pick<EngineParts, 'policy'>) {
  try {
    return await policy();
  } catch (error) {
    // A run ends as it ended, whatever is wrong with the policy.
    if (error instanceof PolicyUnreadable) return undefined;
    throw error;
  }
}
