import { compliant, nonCompliant, type Evaluation, type Snapshot } from '@trueup/core';
import { defaultAlgorithm } from './default-rule.ts';

const WITH_KMS = ['aws:kms', 'aws:kms:dsse'];

export function check({ configuration }: Snapshot): Evaluation {
  const algorithm = defaultAlgorithm(configuration);
  return WITH_KMS.includes(algorithm)
    ? compliant
    : nonCompliant(`The bucket encrypts new objects with ${algorithm}, not with a KMS key.`);
}
