import { compliant, nonCompliant, type Evaluation, type JsonObject, type Snapshot } from '@trueup/core';

export function check({ resource, configuration }: Snapshot): Evaluation {
  const setting = configuration['EbsEncryptionByDefault'] as JsonObject;
  if (setting['EbsEncryptionByDefault'] === true) return compliant;
  return nonCompliant(`New EBS volumes in ${resource.region} are not encrypted unless the request asks for it.`);
}
