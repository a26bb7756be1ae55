import { z } from 'zod';

/** A JSON value. `undefined` members are dropped when it is written. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** AWS-shaped values are passed on as they are: what came out of JSON needs no second look. */
export const json = z.custom<Json>().meta({ description: 'Any JSON value.' });

export const jsonObject = z
  .custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'expected a map')
  .meta({ type: 'object', description: 'A JSON object in the spelling of AWS.' });
