import type { AccountId, ControlId, ControlLookup, DeliveryOutcome } from '@trueup/core';
import type { OutsideParts } from '@trueup/engine';

const refuse = (): Promise<DeliveryOutcome> =>
  Promise.resolve({ kind: 'refused', code: 'NO_RESOURCE', message: 'nothing is delivered in this test' });

/** The parts of an engine that sends nothing anywhere and knows controls by their own ids alone. */
export function unconnected(
  administrator: AccountId,
): Pick<OutsideParts, 'administrator' | 'lookup' | 'deliver' | 'deadLetter'> {
  const lookup: ControlLookup = {
    byId: (id) => id as ControlId,
    byRequirement: () => undefined,
    byConfigRule: () => undefined,
    byReporterCheck: () => undefined,
  };
  return {
    administrator: () => Promise.resolve(administrator),
    lookup,
    deliver: {
      sns: refuse,
      sqs: refuse,
      'event-bus': refuse,
      lambda: refuse,
      'step-functions': refuse,
      webhook: refuse,
      email: refuse,
      slack: refuse,
      teams: refuse,
      jira: refuse,
      servicenow: refuse,
    },
    deadLetter: refuse,
  };
}
