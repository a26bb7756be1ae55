import { double, integer, list, map, oneOf, string, structure, type Pattern } from '../shape.ts';
import { SEVERITY_LABELS, VERIFICATION_STATES, WORKFLOW_STATUSES } from '@trueup/core';

/** Shapes that several operations of Security Hub share (botocore 1.43.11, `securityhub`). */

/** The service's pattern; the expression says the same without walking a long text twice. */
const notBlank: Pattern = { text: String.raw`.*\S.*`, expression: /\S/ };

export const nonEmpty = string({ pattern: notBlank });
export const nonEmptyUpTo = (max: number) => string({ pattern: notBlank, max });
/** How lists in bodies are cut. */
export const listMembers = { NextToken: string(), MaxResults: integer(1, 100) };

export const findingIdentifier = structure({ Id: nonEmpty, ProductArn: nonEmpty }, ['Id', 'ProductArn']);

const percent = integer(0, 100);

/** The nine fields that customers and automation rules may write (findings, 4.2). */
export const findingUpdateMembers = {
  Note: structure({ Text: nonEmpty, UpdatedBy: nonEmpty }, ['Text', 'UpdatedBy']),
  Severity: structure({ Normalized: percent, Product: double, Label: oneOf(...SEVERITY_LABELS) }),
  VerificationState: oneOf(...VERIFICATION_STATES),
  Confidence: percent,
  Criticality: percent,
  Types: list(nonEmpty),
  UserDefinedFields: map(nonEmpty, nonEmpty),
  Workflow: structure({ Status: oneOf(...WORKFLOW_STATUSES) }),
  RelatedFindings: list(findingIdentifier),
};
