import type { JsonObject } from '../../value/json.ts';
import type { Asff } from '../asff/asff.ts';
import { present } from './members.ts';

const SERVICE = 'aws/guardduty/service/';
const REMOTE = 'remoteIpDetails/';

/** The kinds of action that GuardDuty describes under `action/`, each with the details of who was at the other end. */
const ACTIONS = ['awsApiCallAction/', 'networkConnectionAction/', 'dnsRequestAction/', 'portProbeAction/'];

/** What GuardDuty saw, out of the ProductFields in which Security Hub keeps it; one piece of evidence, or none. */
export function evidencesOf({ ProductFields = {} }: Asff): readonly JsonObject[] {
  const text = (path: string): string | undefined => {
    const name = `${SERVICE}${path}`;
    return Object.hasOwn(ProductFields, name) ? ProductFields[name] : undefined;
  };
  const remote = (path: string): string | undefined =>
    ACTIONS.map((action) => text(`action/${action}${REMOTE}${path}`)).find((found) => found !== undefined);
  const evidence = present({
    api: apiOf(text),
    src_endpoint: present({ ip: remote('ipAddressV4'), location: locationOf(remote) }),
    actor: present({ process: processOf(text) }),
    query: present({ hostname: text('action/dnsRequestAction/domain') }),
    connection_info: present({
      protocol_name: text('action/networkConnectionAction/protocol') ?? text('action/dnsRequestAction/protocol'),
    }),
    data: present({ value: text('additionalInfo/value') }),
  });
  return Object.keys(evidence).length === 0 ? [] : [evidence];
}

type Text = (path: string) => string | undefined;

function apiOf(text: Text): JsonObject {
  return present({
    operation: text('action/awsApiCallAction/api'),
    service: present({ name: text('action/awsApiCallAction/serviceName') }),
  });
}

function locationOf(remote: Text): JsonObject {
  const [lat, long] = [Number(remote('geoLocation/lat')), Number(remote('geoLocation/lon'))];
  return present({
    country: remote('country/countryCode'),
    city: remote('city/cityName'),
    desc: remote('country/countryName'),
    lat: Number.isFinite(lat) ? lat : undefined,
    long: Number.isFinite(long) ? long : undefined,
    isp: remote('organization/isp'),
  });
}

function processOf(text: Text): JsonObject {
  const pid = Number(text('runtimeDetails/process/pid'));
  return present({
    name: text('runtimeDetails/process/name'),
    pid: Number.isSafeInteger(pid) ? pid : undefined,
    path: text('runtimeDetails/process/executablePath'),
  });
}
