import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';

/** The choices of an aws:branch, out of its inputs. */
export function choicesOf(inputs: JsonObject): readonly JsonObject[] {
  const choices = inputs['Choices'] ?? [];
  return Array.isArray(choices)
    ? (choices as readonly Json[]).map((choice) => (isJsonObject(choice) ? choice : {}))
    : [];
}
