import { compliant, nonCompliant, notApplicable, type Evaluation, type JsonObject, type Snapshot } from '@trueup/core';

export function check({ configuration }: Snapshot): Evaluation {
  const key = configuration['Key'] as JsonObject;
  const rotation = configuration['Rotation'] as JsonObject | null;
  if (key['KeyManager'] !== 'CUSTOMER') return notApplicable('The key is managed by AWS, which rotates it.');
  if (key['KeyState'] !== 'Enabled')
    return notApplicable(`The key is not in use: its state is ${String(key['KeyState'])}.`);
  const regions = key['MultiRegionConfiguration'] as JsonObject | undefined;
  if (regions?.['MultiRegionKeyType'] === 'REPLICA') {
    return notApplicable('The key is a replica: rotation is set on its primary key.');
  }
  // KMS rotates by itself only symmetric keys whose material it has made (KMS developer guide, rotating keys).
  if (rotation === null) return notApplicable('KMS does not rotate keys of this kind.');
  return rotation['KeyRotationEnabled'] === true ? compliant : nonCompliant('Automatic rotation of the key is off.');
}
