import { z } from 'zod';

export const mode = z.enum(['manual', 'approval', 'automatic']);
export type Mode = z.output<typeof mode>;

/** What a runbook has shown on a control so far. */
export const trackRecord = z.object({
  runs: z.number().int(),
  verified: z.number().int(),
  undone: z.number().int(),
  failed: z.number().int(),
  verifiedInARow: z.number().int(),
});
export type TrackRecord = z.output<typeof trackRecord>;

/** What the record of a remediation speaks for. */
export const ladderProposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['promote', 'demote']), to: mode, why: z.string() }),
  z.object({ kind: z.literal('keep'), why: z.string() }),
]);
export type LadderProposal = z.output<typeof ladderProposal>;

/** A line of the policy on one control: what it may do, what it has shown, and what that speaks for. */
export const remediationStanding = z.object({
  remediation: z.string().meta({ description: "The line's name." }),
  controlId: z.string(),
  documentName: z.string(),
  mode,
  override: z.string().exactOptional(),
  record: trackRecord,
  openFindings: z.number().int(),
  proposal: ladderProposal,
});
export type RemediationStanding = z.output<typeof remediationStanding>;
