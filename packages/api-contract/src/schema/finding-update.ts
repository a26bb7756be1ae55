import { z } from 'zod';
import { severity, workflowStatus } from './finding.ts';
import { list } from './list.ts';

/** The nine fields that a customer or an automation rule may set, in AWS's form. */
export const findingUpdate = z.object({
  Note: z.object({ Text: z.string(), UpdatedBy: z.string() }).readonly().exactOptional(),
  Severity: z
    .object({
      Label: severity.exactOptional(),
      Normalized: z.number().exactOptional(),
      Product: z.number().exactOptional(),
    })
    .readonly()
    .exactOptional(),
  Confidence: z.number().exactOptional(),
  Criticality: z.number().exactOptional(),
  Types: list(z.string()).exactOptional(),
  VerificationState: z.enum(['UNKNOWN', 'TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN_POSITIVE']).exactOptional(),
  Workflow: z.object({ Status: workflowStatus }).readonly().exactOptional(),
  RelatedFindings: list(z.object({ ProductArn: z.string(), Id: z.string() })).exactOptional(),
  UserDefinedFields: z.record(z.string(), z.string()).readonly().exactOptional(),
});
