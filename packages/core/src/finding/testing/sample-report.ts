import type { ControlId } from '../../control/control.ts';
import type { ResourceRef } from '../../resource/resource.ts';
import type { Asff, ComplianceStatus, RecordState } from '../asff/asff.ts';
import { sampleAsff } from '../asff/testing/sample-asff.ts';
import { withAsff, type Finding, type FindingId } from '../finding.ts';
import { receive, type FindingReport } from '../receive.ts';

const RESOURCE = {
  arn: 'arn:aws:s3:::bucket',
  type: 'AWS::S3::Bucket',
  id: 'bucket',
  accountId: '111122223333',
  region: 'eu-west-1',
  partition: 'aws',
} as ResourceRef;

/** Hours after the first of January. */
export const at = (hour: number): string => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

export interface Word {
  /** Absent: `a`. `own` is Trueup's own check. */
  readonly by?: string;
  readonly hour: number;
  /** When it arrives, where that is not when it was said. */
  readonly heard?: number;
  /** `none`: a finding without Compliance. */
  readonly status?: ComplianceStatus | 'none';
  readonly record?: RecordState;
  readonly asff?: Partial<Asff>;
}

/** A report about one fault, by one of several reporters. */
export function report({
  by = 'a',
  hour,
  heard: heardAt = hour,
  status = 'FAILED',
  record,
  asff,
}: Word): FindingReport {
  return {
    asff: sampleAsff({
      Id: `${by}-1`,
      ProductArn: `arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/${by}`,
      Title: `Title of ${by}`,
      UpdatedAt: at(hour),
      ...(status === 'none' ? {} : { Compliance: { Status: status } }),
      ...(record === undefined ? {} : { RecordState: record }),
      ...asff,
    }),
    id: 'f-1' as FindingId,
    controlId: 'S3.8' as ControlId,
    resource: RESOURCE,
    own: by === 'own',
    receivedAt: at(heardAt),
  };
}

/** What becomes of a finding after these words, in their order. */
export function heard(words: readonly Word[], start?: Finding): Finding {
  const finding = words.reduce<Finding | undefined>((before, word) => receive(before, report(word)).finding, start);
  if (!finding) throw new Error('nothing was said');
  return finding;
}

export function withWorkflow(finding: Finding, status: Finding['workflow']): Finding {
  return withAsff(finding, { ...finding.asff, Workflow: { Status: status } });
}
