import type { DeclaredParameter, Json, JsonObject } from '@trueup/api-contract';

/** How a parameter is asked for. */
type ParameterField = 'text' | 'choice' | 'boolean' | 'number' | 'lines' | 'json';

export function fieldOf({ type, allowedValues }: DeclaredParameter): ParameterField {
  if (type === 'Boolean') return 'boolean';
  if (type === 'StringMap' || type === 'MapList') return 'json';
  if (type === 'StringList' || type.startsWith('List<')) return 'lines';
  if (allowedValues !== undefined) return 'choice';
  return type === 'Integer' ? 'number' : 'text';
}

/** What is wrong with what was typed for a parameter. */
export type ParameterFault = 'missing' | 'no-integer' | 'no-json';

type ParametersRead =
  | { readonly kind: 'values'; readonly values: JsonObject }
  | { readonly kind: 'faults'; readonly faults: Readonly<Record<string, ParameterFault>> };

/** The values of the declared types. An empty field is the default's; patterns and lengths are the server's to judge. */
export function readParameters(
  declared: readonly DeclaredParameter[],
  texts: Readonly<Record<string, string>>,
): ParametersRead {
  const values: Record<string, Json> = {};
  const faults: Record<string, ParameterFault> = {};
  for (const parameter of declared) {
    const text = Object.hasOwn(texts, parameter.name) ? (texts[parameter.name] ?? '') : '';
    if (text.trim() === '') {
      if (parameter.default === undefined) faults[parameter.name] = 'missing';
      continue;
    }
    const read = readValue(parameter, text);
    if (read.kind === 'fault') faults[parameter.name] = read.fault;
    else values[parameter.name] = read.value;
  }
  return Object.keys(faults).length > 0 ? { kind: 'faults', faults } : { kind: 'values', values };
}

type ValueRead = { readonly kind: 'value'; readonly value: Json } | { kind: 'fault'; fault: ParameterFault };

function readValue(parameter: DeclaredParameter, text: string): ValueRead {
  switch (fieldOf(parameter)) {
    case 'text':
      return { kind: 'value', value: text };
    case 'choice':
      // What was chosen is the text of one of them.
      return { kind: 'value', value: parameter.allowedValues?.find((one) => String(one) === text) ?? text };
    case 'boolean':
      return { kind: 'value', value: text === 'true' };
    case 'number':
      return /^-?\d{1,15}$/.test(text.trim())
        ? { kind: 'value', value: Number(text) }
        : { kind: 'fault', fault: 'no-integer' };
    case 'lines':
      return { kind: 'value', value: text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])) };
    case 'json':
      return readJson(text);
  }
}

function readJson(text: string): ValueRead {
  try {
    return { kind: 'value', value: JSON.parse(text) as Json };
  } catch {
    return { kind: 'fault', fault: 'no-json' };
  }
}
