import { comparable, differences, type Control, type JsonObject } from '@trueup/core';

export function sameConfiguration(control: Control, one: JsonObject, other: JsonObject): boolean {
  return differences(comparable(control, one), comparable(control, other)).length === 0;
}
