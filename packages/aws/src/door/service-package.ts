import { foldName } from './sdk.ts';
import { SERVICE_ALIASES, SERVICE_PACKAGES } from './service-names.ts';

const byName = new Map([...SERVICE_PACKAGES.map((name) => [foldName(name), name] as const), ...SERVICE_ALIASES]);

/** `elbv2`, `ELBv2` or `elastic-load-balancing-v2` → `elastic-load-balancing-v2`; undefined for no service of AWS. */
export function servicePackage(service: string): string | undefined {
  return byName.get(foldName(service));
}
