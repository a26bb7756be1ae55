import type { JsonObject } from '../../value/json.ts';
import type { AsffCompliance } from '../asff/asff.ts';
import { cutText } from './cut-text.ts';
import { objectIn, objectsIn, present, textIn, textsIn } from './members.ts';

/** Limits that Prowler keeps in its own ASFF output. */
const MOST_STANDARDS = 20;
const MOST_REQUIREMENT_CHARACTERS = 64;

const STATUSES: ReadonlyMap<string, AsffCompliance['Status']> = new Map([
  ['PASS', 'PASSED'],
  ['FAIL', 'FAILED'],
  ['MUTED', 'WARNING'],
  // A check that a person has to make.
  ['MANUAL', 'NOT_AVAILABLE'],
]);

/** Prowler writes every check's result as a detection, whatever it says (prowler/lib/outputs/ocsf/ocsf.py, v4 and v5). */
export function isProwler(event: JsonObject): boolean {
  const product = objectIn(objectIn(event, 'metadata'), 'product');
  return textIn(product, 'name')?.toLowerCase() === 'prowler' && prowlerCheck(event) !== undefined;
}

export function prowlerCheck(event: JsonObject): string | undefined {
  return textIn(objectIn(event, 'metadata'), 'event_code');
}

/** As Prowler puts it in its own ASFF: one standard and one requirement for each framework. */
export function prowlerCompliance(event: JsonObject): AsffCompliance {
  const frameworks = Object.entries(objectIn(objectIn(event, 'unmapped'), 'compliance')).slice(0, MOST_STANDARDS);
  return present({
    Status: STATUSES.get(textIn(event, 'status_code') ?? '') ?? 'NOT_AVAILABLE',
    RelatedRequirements: frameworks.map(([framework, requirements]) => {
      const all = Array.isArray(requirements) ? requirements.join(' ') : String(requirements);
      return cutText(`${framework} ${all}`, MOST_REQUIREMENT_CHARACTERS);
    }),
    AssociatedStandards: frameworks.map(([StandardsId]) => ({ StandardsId })),
  });
}

/** The first three as in Prowler's ASFF, then what ASFF has no place for. */
export function prowlerFields(event: JsonObject): Readonly<Record<string, string | undefined>> {
  const [resource = {}] = objectsIn(event, 'resources');
  const unmapped = objectIn(event, 'unmapped');
  return {
    ProviderName: 'Prowler',
    ProviderVersion: textIn(objectIn(objectIn(event, 'metadata'), 'product'), 'version'),
    ProwlerResourceName: textIn(resource, 'uid'),
    'prowler/status': textIn(event, 'status_code'),
    'prowler/desc': textIn(objectIn(event, 'finding_info'), 'desc'),
    'prowler/risk': textIn(event, 'risk_details'),
    'prowler/categories': textsIn(unmapped, 'categories').join(', '),
    'prowler/scan_id': textIn(unmapped, 'scan_id'),
  };
}

export function prowlerDescription(event: JsonObject): string | undefined {
  return textIn(event, 'status_detail') ?? textIn(event, 'message');
}
