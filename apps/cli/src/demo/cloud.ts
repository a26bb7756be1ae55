import type { JsonObject } from '@trueup/core';

/** One account and region of the demo, called by name. A refused call throws. */
export interface Cloud {
  readonly accountId: string;
  readonly region: string;
  call(service: string, operation: string, parameters?: JsonObject): Promise<JsonObject>;
}

export function text(answer: JsonObject, ...path: readonly (string | number)[]): string {
  let value: unknown = answer;
  for (const key of path) value = (value as Record<string | number, unknown> | undefined)?.[key];
  if (typeof value !== 'string') throw new Error(`the stand-in's answer has no text at ${path.join('.')}`);
  return value;
}
