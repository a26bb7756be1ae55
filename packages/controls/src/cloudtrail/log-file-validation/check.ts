import { compliant, nonCompliant, type Evaluation, type JsonObject, type Snapshot } from '@trueup/core';

export function check({ configuration }: Snapshot): Evaluation {
  const trail = configuration['Trail'] as JsonObject;
  return trail['LogFileValidationEnabled'] === true
    ? compliant
    : nonCompliant('The trail writes no digest files, so a changed or deleted log file goes unseen.');
}
