import { compliant, nonCompliant, type Evaluation, type JsonObject, type Snapshot } from '@trueup/core';

export function check({ configuration }: Snapshot): Evaluation {
  const versioning = configuration['Versioning'] as JsonObject | null;
  if (versioning?.['Status'] === 'Enabled') return compliant;
  return nonCompliant(
    versioning?.['Status'] === 'Suspended'
      ? 'Versioning of the bucket is suspended.'
      : 'Versioning of the bucket was never enabled.',
  );
}
