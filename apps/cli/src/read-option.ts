import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { JsonObject, Tag } from '@trueup/api-contract';
import { isJsonObject, type Json } from '@trueup/core';
import { InvalidArgumentError } from 'commander';
import { parse } from 'yaml';
import { UsageError } from './usage-error.ts';

/** The JSON of an option: the value itself, or that of `@file`; `@-` is standard input. */
export async function jsonOption(option: string, given: string): Promise<Json> {
  const path = given.startsWith('@') ? given.slice(1) : undefined;
  const text = path === undefined ? given : await textOf(path, option);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const place = path === undefined ? option : `${option} ${path}`;
    throw new UsageError(`${place}: expected JSON, or @FILE with JSON: ${reasonOf(error)}`);
  }
}

/** `{"Name": value}`. */
export async function jsonMapOption(option: string, given: string): Promise<JsonObject> {
  const value = await jsonOption(option, given);
  if (isJsonObject(value)) return value;
  throw new UsageError(`${option}: expected a JSON object such as {"Name": "value"}`);
}

export async function jsonListOption<T>(option: string, given: string): Promise<readonly T[]> {
  const value = await jsonOption(option, given);
  // What is in it is checked at the door of Trueup.
  if (Array.isArray(value)) return value as readonly unknown[] as readonly T[];
  throw new UsageError(`${option}: expected a JSON list`);
}

/** The map in a file, JSON or YAML; `-` is standard input. */
export async function mapOfFile(what: string, path: string): Promise<JsonObject> {
  const value = await valueOfFile(what, path);
  if (isJsonObject(value)) return value;
  throw new UsageError(`${what}: ${placeOf(path)} holds no map`);
}

/** What stands in a file, JSON or YAML; `-` is standard input. */
export async function valueOfFile(what: string, path: string): Promise<Json> {
  const text = await textOf(path, what);
  try {
    // YAML 1.2 takes all of JSON. Through JSON, so that nothing but its values comes out.
    const value: unknown = parse(text);
    return JSON.parse(JSON.stringify(value ?? null)) as Json;
  } catch (error) {
    throw new UsageError(`${what}: ${placeOf(path)} is neither JSON nor YAML: ${reasonOf(error)}`);
  }
}

/** The text of an option that is JSON as text, such as a pattern: the text itself, or that of `@file`. */
export async function jsonTextOption(option: string, given: string): Promise<string> {
  const text = given.startsWith('@') ? await textOf(given.slice(1), option) : given;
  try {
    JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${option}: expected JSON, or @FILE with JSON: ${reasonOf(error)}`);
  }
  return text;
}

/** A text file; `-` is standard input. */
export async function textOf(path: string, what: string): Promise<string> {
  try {
    return path === '-' ? await readAll(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${what}: ${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** `key=value` as SSM's Tag, for an option that may be given several times. */
export function tagOption(value: string, before: readonly Tag[] | undefined): Tag[] {
  const [Key, Value] = pairOf(value);
  return [...(before ?? []), { Key, Value }];
}

/** `key=value`, for an option that may be given several times. */
export function pairOption(
  value: string,
  before: readonly (readonly [string, string])[] | undefined,
): (readonly [string, string])[] {
  return [...(before ?? []), pairOf(value)];
}

function pairOf(value: string): readonly [string, string] {
  const at = value.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('expected key=value.');
  return [value.slice(0, at), value.slice(at + 1)];
}

const placeOf = (path: string): string => (path === '-' ? 'standard input' : path);

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
