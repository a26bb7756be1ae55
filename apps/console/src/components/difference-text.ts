import type { Difference, Json } from '@trueup/api-contract';

type DifferenceKind = 'added' | 'removed' | 'changed';

/** The marks of Terraform's plans, which stand beside the words. */
export const DIFFERENCE_MARKS: Readonly<Record<DifferenceKind, string>> = { added: '+', removed: '-', changed: '~' };

export function differenceKind({ before, after }: Difference): DifferenceKind {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

/** Such as `SecurityGroupRules[2].ToPort`. */
export function pathText(path: Difference['path']): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** A text as it is, anything else as JSON. */
export function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}
