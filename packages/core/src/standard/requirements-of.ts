import type { Standards } from '../control/control.ts';
import type { AsffCompliance } from '../finding/asff/asff.ts';
import { unreachable } from '../value/unreachable.ts';
import { STANDARDS, type Standard, type StandardId } from './standard.ts';

/** What is asked of a control here, of the library's or of Security Hub's table. */
export interface StandardControl {
  readonly id: string;
  readonly standards: Standards;
}

/** What of a standard a control checks, as the standard numbers it; nothing when it is no part of the standard. */
export function requirementsOf({ id, standards }: StandardControl, standard: StandardId): readonly string[] {
  switch (standard) {
    case 'fsbp/1.0.0':
      return standards.fsbp ? [id] : [];
    case 'cis/1.2.0':
      return listOf(standards.cis.v1_2);
    case 'cis/1.4.0':
      return listOf(standards.cis.v1_4);
    case 'cis/3.0.0':
      return listOf(standards.cis.v3_0);
    case 'cis/5.0.0':
      return listOf(standards.cis.v5_0);
    case 'pci-dss/3.2.1':
      return standards.pciDss321;
    case 'nist-800-53/5.0.0':
      return standards.nist80053r5;
    default:
      return unreachable(standard);
  }
}

function listOf(requirement: string | null): readonly string[] {
  return requirement === null ? [] : [requirement];
}

/** ASFF's limit. */
const MOST_REQUIREMENTS = 32;

/** What a finding of the control says of these standards, in Security Hub's wording. */
export function associatedStandards(
  control: StandardControl,
  standards: readonly StandardId[],
): Required<Pick<AsffCompliance, 'RelatedRequirements' | 'AssociatedStandards'>> {
  const members = STANDARDS.filter(({ id }) => standards.includes(id) && requirementsOf(control, id).length > 0);
  return {
    RelatedRequirements: members
      .flatMap((standard) => requirementsOf(control, standard.id).map((one) => requirementText(standard, one)))
      .filter((text) => text !== undefined)
      .slice(0, MOST_REQUIREMENTS),
    AssociatedStandards: members.map(({ standardsId }) => ({ StandardsId: standardsId })),
  };
}

/** FSBP has no requirements beside its controls. */
function requirementText(standard: Standard, requirement: string): string | undefined {
  if (standard.id === 'fsbp/1.0.0') return undefined;
  return standard.id === 'nist-800-53/5.0.0' ? `NIST.800-53.r5 ${requirement}` : `${standard.title}/${requirement}`;
}
