import { isJsonObject, type JsonObject } from '../../value/json.ts';

/** What a member is when it has the wanted form. Other producers leave members out, or write null or ''. */
export function textIn(object: JsonObject, name: string): string | undefined {
  const member = object[name];
  return isText(member) ? member : undefined;
}

export function numberIn(object: JsonObject, name: string): number | undefined {
  const member = object[name];
  return typeof member === 'number' ? member : undefined;
}

/** An empty object where there is none, so that a path is read in one go. */
export function objectIn(object: JsonObject, name: string): JsonObject {
  const member = object[name];
  return isJsonObject(member) ? member : {};
}

export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const member = object[name];
  return Array.isArray(member) ? member.filter(isJsonObject) : [];
}

export function textsIn(object: JsonObject, name: string): readonly string[] {
  const member = object[name];
  return Array.isArray(member) ? member.filter(isText) : [];
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** The members that are there; a list or an object counts as absent while it is empty. */
export function present<T extends object>(members: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && !isEmpty(value))) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
