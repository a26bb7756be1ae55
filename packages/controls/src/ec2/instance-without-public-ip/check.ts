import { compliant, nonCompliant, type Evaluation, type JsonObject, type Snapshot } from '@trueup/core';
import { publicAddresses } from './public-addresses.ts';

/** In these states an instance answers on its addresses, or is about to. */
const REACHABLE = ['pending', 'running'];

export function check({ configuration }: Snapshot): Evaluation {
  const instance = configuration['Instance'] as JsonObject;
  const state = String((instance['State'] as JsonObject)['Name']);
  const addresses = publicAddresses(instance);
  if (!REACHABLE.includes(state) || addresses.length === 0) return compliant;
  return nonCompliant(`The instance is ${state} with the public address ${addresses.join(', ')}.`);
}
