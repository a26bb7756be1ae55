import { isJsonObject, type Json, type JsonObject } from '../../value/json.ts';
import { textIn } from '../ocsf/members.ts';

/** GuardDuty's name of an action, and ASFF's of the member that describes it. */
const ACTIONS: Readonly<Record<string, readonly [given: string, asff: string]>> = {
  AWS_API_CALL: ['awsApiCallAction', 'AwsApiCallAction'],
  DNS_REQUEST: ['dnsRequestAction', 'DnsRequestAction'],
  NETWORK_CONNECTION: ['networkConnectionAction', 'NetworkConnectionAction'],
  PORT_PROBE: ['portProbeAction', 'PortProbeAction'],
};

/** ASFF's Action. Its members have GuardDuty's names with a capital; those that ASFF lacks are dropped when it is read. */
export function guardDutyAction(action: JsonObject): JsonObject | undefined {
  const type = textIn(action, 'actionType');
  const names = type !== undefined && Object.hasOwn(ACTIONS, type) ? ACTIONS[type] : undefined;
  const described = names && action[names[0]];
  if (!names || !isJsonObject(described)) return undefined;
  return { ActionType: type, [names[1]]: capitalised(described, 0) };
}

/** GuardDuty writes them as text now and then; ASFF wants numbers. */
const NUMBERS: readonly string[] = ['asn', 'port', 'lat', 'lon'];
const MOST_DEPTH = 8;

function capitalised(members: JsonObject, depth: number): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => {
      const kept = valueOf(name, value, depth);
      return kept === undefined ? [] : [[name.charAt(0).toUpperCase() + name.slice(1), kept]];
    }),
  );
}

function valueOf(name: string, value: Json | undefined, depth: number): Json | undefined {
  if (value === null || value === '' || depth >= MOST_DEPTH) return undefined;
  if (NUMBERS.includes(name)) return Number.isFinite(Number(value)) ? Number(value) : undefined;
  if (Array.isArray(value)) {
    return value.flatMap((one: Json) => (isJsonObject(one) ? [capitalised(one, depth + 1)] : []));
  }
  return isJsonObject(value) ? capitalised(value, depth + 1) : value;
}
