import { compliant, nonCompliant, type Evaluation, type Snapshot } from '@trueup/core';
import { hidesSelectors, recordsManagementEvents, trailsOf } from './trails.ts';

export function check({ configuration }: Snapshot): Evaluation {
  const trails = trailsOf(configuration);
  if (trails.length === 0) return nonCompliant('The account has no multi-Region trail.');
  const logging = trails.filter((trail) => trail['IsLogging'] === true);
  if (logging.some(recordsManagementEvents)) return compliant;
  const hidden = logging.find(hidesSelectors);
  if (hidden) {
    const reason = `The trail ${String(hidden['TrailARN'])} logs, but does not show this account what it records.`;
    return { kind: 'insufficient-data', reason };
  }
  return nonCompliant(
    logging.length === 0
      ? 'No multi-Region trail of the account is logging.'
      : 'No multi-Region trail of the account records all management events, reads and writes.',
  );
}
