import type { DemoStage } from '../demo-stage.ts';

/** Verifies the audit log, signs where it stands, and holds it against that. Gives how many records there are. */
export async function proof({ ben, teller }: DemoStage): Promise<number> {
  const chain = await ben.verifyRecords({});
  if (chain.kind === 'broken') throw new Error(`the audit log is broken at record ${chain.seq}: ${chain.problem}`);
  teller.say(`The audit log is intact: ${chain.records} records, head ${chain.head.slice(0, 16)}.`);
  const { checkpoint, where } = await ben.signCheckpoint({});
  teller.say(
    `Ben signs where it stands: record ${checkpoint.seq}, key ${checkpoint.keyId.slice(0, 16)}, kept in ${where ?? 'the log alone'}.`,
  );
  const { verdict, checkpoints } = await ben.verifyCheckpoints({});
  if (verdict.kind === 'broken')
    throw new Error(`the audit log is broken at record ${verdict.seq}: ${verdict.problem}`);
  teller.say(
    `The log holds what was signed (checkpoints: ${checkpoints}): no record up to there was cut, replaced or edited.`,
  );
  return chain.records;
}
