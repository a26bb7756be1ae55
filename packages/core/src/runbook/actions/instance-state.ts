import type { JsonObject } from '../../value/json.ts';
import type { ApiCall } from '../command.ts';
import { mapsAt, textAt } from './answer.ts';

/** Out of these no instance comes back. */
export const ENDED_STATES: readonly string[] = ['shutting-down', 'terminated'];

export function describeInstances(ids: readonly string[]): ApiCall {
  return { service: 'ec2', operation: 'DescribeInstances', parameters: { InstanceIds: ids } };
}

/** Without IncludeAllInstances the answer leaves out what does not run. */
export function describeStatus(ids: readonly string[]): ApiCall {
  const parameters = { InstanceIds: ids, IncludeAllInstances: true };
  return { service: 'ec2', operation: 'DescribeInstanceStatus', parameters };
}

/** The state of each instance of DescribeInstances; empty text for one that the answer leaves out. */
export function statesOf(answer: JsonObject, ids: readonly string[]): readonly string[] {
  const instances = mapsAt(answer, 'Reservations').flatMap((reservation) => mapsAt(reservation, 'Instances'));
  const states = new Map(instances.map((one) => [textAt(one, 'InstanceId'), textAt(one, 'State', 'Name')]));
  return ids.map((id) => states.get(id) ?? '');
}

/** The same of DescribeInstanceStatus; `ok` for a running instance that passes both status checks (trap 39). */
export function checkedStatesOf(answer: JsonObject, ids: readonly string[]): readonly string[] {
  const states = new Map(mapsAt(answer, 'InstanceStatuses').map((one) => [textAt(one, 'InstanceId'), checked(one)]));
  return ids.map((id) => states.get(id) ?? '');
}

function checked(status: JsonObject): string {
  const isOk = (which: string): boolean => textAt(status, which, 'Status') === 'ok';
  return isOk('InstanceStatus') && isOk('SystemStatus') ? 'ok' : textAt(status, 'InstanceState', 'Name');
}

/** Tells of the first instance in one of these states. */
export function unexpectedState(
  ids: readonly string[],
  states: readonly string[],
  unexpected: readonly string[],
): string | undefined {
  const index = states.findIndex((state) => unexpected.includes(state));
  return index < 0 ? undefined : `Instance ${ids[index]} entered unexpected state: ${states[index]}`;
}
