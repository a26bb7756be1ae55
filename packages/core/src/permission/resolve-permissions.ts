import type { PermissionStatement } from '../control/control.ts';
import type { ResourceRef, Scope } from '../resource/resource.ts';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';

/** Statements made exact for one resource and one runbook input. A document that is about no one resource may name any. */
export function resolvePermissions(
  statements: readonly PermissionStatement[],
  resource: Scope & Partial<Pick<ResourceRef, 'id' | 'arn'>>,
  input: JsonObject,
): PermissionStatement[] {
  const value = (name: string, inputOf: InputText): string => {
    switch (name) {
      case 'Partition':
        return resource.partition;
      case 'Region':
        return resource.region;
      case 'AccountId':
        return resource.accountId;
      case 'ResourceId':
        return resource.id ?? '*';
      case 'ResourceArn':
        return resource.arn ?? '*';
      default:
        return inputOf(inputValue(name, input));
    }
  };
  return statements.map((statement) => {
    const entries = Object.entries(statement as unknown as JsonObject).map(([key, member]) => {
      const inputOf = key === 'Action' ? withoutWildcards : literal;
      return [key, replace(member ?? null, (name) => value(name, inputOf))];
    });
    return Object.fromEntries(entries) as PermissionStatement;
  });
}

type InputText = (value: string) => string;

const SPECIAL = /[*?$]/g;

/** As IAM writes characters that stand for themselves: an input names one thing, never a pattern or a variable. */
const literal: InputText = (value) => value.replace(SPECIAL, (character) => `\${${character}}`);

/** Actions know no such spelling, and no action has this name. */
const withoutWildcards: InputText = (value) => (value.search(SPECIAL) === -1 ? value : 'none');

function inputValue(name: string, input: JsonObject): string {
  const member = /^input:(\w+)$/.exec(name)?.[1];
  if (member === undefined) throw new Error(`permissions.json has an unknown placeholder {{${name}}}`);
  const found = input[member];
  // An input left empty grants nothing: no resource has this name.
  return typeof found === 'string' && found !== '' ? found : 'none';
}

function replace(value: Json, of: (name: string) => string): Json {
  if (typeof value === 'string') return value.replace(/\{\{\s*([\w:]+)\s*\}\}/g, (_match, name: string) => of(name));
  if (Array.isArray(value)) return value.map((item: Json) => replace(item, of));
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replace(member ?? null, of)]));
  }
  return value;
}
