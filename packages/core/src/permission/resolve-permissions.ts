import type { PermissionStatement } from '../control/control.ts';
import type { ResourceRef, Scope } from '../resource/resource.ts';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';

/** Statements made exact for one resource and one runbook input. A document that is about no one resource may name any. */
export function resolvePermissions(
  statements: readonly PermissionStatement[],
  resource: Scope & Partial<Pick<ResourceRef, 'id' | 'arn'>>,
  input: JsonObject,
): PermissionStatement[] {
  const value = (name: string): string => {
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
        return inputValue(name, input);
    }
  };
  return statements.map((statement) => replace(statement as unknown as Json, value) as unknown as PermissionStatement);
}

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
