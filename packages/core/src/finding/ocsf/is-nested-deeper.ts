import type { Json } from '../../value/json.ts';

/** Whether lists and objects stand in one another more than `levels` deep. Looks no deeper than that. */
export function isNestedDeeper(value: Json | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member: Json | undefined) => isNestedDeeper(member, levels - 1));
}
