import { isJsonObject, type Json, type JsonObject } from '@trueup/core';

/** AWS answered what its own API description rules out. Nothing may be concluded from such an answer. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** The named members that are there. AWS writes an absent text as an empty one in places, so those are left out too. */
export function pickMembers(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = object[name];
      return value === undefined || value === null || value === '' ? [] : [[name, value]];
    }),
  );
}

/** `{ [name]: ... }` with the members asked for, or nothing when AWS left the object out. */
export function pickObject(object: JsonObject, name: string, names: readonly string[]): JsonObject {
  return object[name] === undefined || object[name] === null
    ? {}
    : { [name]: pickMembers(objectMember(object, name), names) };
}

/** @throws UnexpectedAnswer when it is not a text. */
export function textMember(object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value !== 'string' || value === '') throw new UnexpectedAnswer(`AWS answered no ${name}`);
  return value;
}

/** @throws UnexpectedAnswer when it is not a boolean. */
export function flagMember(object: JsonObject, name: string): boolean {
  const value = object[name];
  if (typeof value !== 'boolean') throw new UnexpectedAnswer(`AWS answered no ${name}`);
  return value;
}

/** @throws UnexpectedAnswer when it is not an object. */
export function objectMember(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  if (!isJsonObject(value)) throw new UnexpectedAnswer(`AWS answered no ${name}`);
  return value;
}

/**
 * A list that the operation always answers, empty or not. An answer without it must not read as "there are none".
 *
 * @throws UnexpectedAnswer when it is not a list of objects.
 */
export function listMember(object: JsonObject, name: string): readonly JsonObject[] {
  const value = object[name];
  if (!Array.isArray(value) || !value.every(isJsonObject)) throw new UnexpectedAnswer(`AWS answered no list ${name}`);
  return value;
}

/** @throws UnexpectedAnswer when it is not a list of texts. */
export function textListMember(object: JsonObject, name: string): readonly string[] {
  const value = object[name];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw new UnexpectedAnswer(`AWS answered no list ${name}`);
  }
  return value;
}

/** A list inside a resource, which AWS may leave out when it is empty. */
export function optionalList(object: JsonObject, name: string): readonly JsonObject[] {
  return object[name] === undefined || object[name] === null ? [] : listMember(object, name);
}

/** Ordered by the text of one member, by code unit. AWS promises no order for the lists this is used on. */
export function sortedBy<T extends JsonObject>(list: readonly T[], name: string): T[] {
  const key = (item: T): string => sortText(item[name]);
  return [...list].sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

function sortText(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
