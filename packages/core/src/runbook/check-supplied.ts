import { canonicalJson, type Json } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import { valueType } from './cast-parameter.ts';
import type { ParameterDefinition, ParameterType } from './document.ts';
import { matchPattern } from './pattern/match-pattern.ts';
import { parsePattern } from './pattern/parse-pattern.ts';
import { textOf } from './text-of.ts';

/** The resource types' own patterns, as AWS publishes them, slips included (automation-documents, 1.3.2). */
const TYPE_PATTERNS: Partial<Record<ParameterType, RegExp>> = {
  'AWS::EC2::Instance::Id': /^m?i-([a-z0-9]{8}|[a-z0-9]{17})$/,
  'AWS::S3::Bucket::Name': /^[0-9a-z][a-z0-9\-.]{3,63}$/,
  'AWS::IAM::Role::Arn': /^arn:(aws|aws-cn|aws-us-gov|aws-iso|aws-iso-b):iam::[0-9]{12}:role\/.*$/,
};

/** What is wrong with a value that a caller supplied, in SSM's words where they are known (1.8.2). */
export function checkSupplied(name: string, definition: ParameterDefinition, value: Json): string[] {
  return [
    ...checkType(name, definition, value),
    ...checkAllowedValues(name, definition, value),
    ...checkPattern(name, definition, value),
    ...checkBounds(name, definition, value),
  ];
}

/** Text that patterns and lists of allowed values are held against: of a list, each element. */
function textsOf(value: Json): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).map(textOf) : [textOf(value)];
}

function checkType(name: string, { type }: ParameterDefinition, value: Json): string[] {
  const pattern = TYPE_PATTERNS[type.replace(/^List<(.+)>$/, '$1') as ParameterType];
  if (!pattern) return [];
  return textsOf(value)
    .filter((text) => !pattern.test(text))
    .map((text) => `Parameter "${name}" has value "${text}", which is not a valid ${type}.`);
}

function checkAllowedValues(name: string, { allowedValues, type }: ParameterDefinition, value: Json): string[] {
  if (!allowedValues) return [];
  const isTextList = valueType(type) === 'StringList';
  const allowed = allowedValues.map(canonicalJson);
  return (isTextList ? (value as readonly Json[]) : [value])
    .filter((one) => !allowed.includes(canonicalJson(one)) && !allowed.includes(canonicalJson(value)))
    .map(
      (one) => `Parameter "${name}" has value "${textOf(one)}" not found in [${allowedValues.map(textOf).join(', ')}].`,
    );
}

/** A Java regular expression that the whole value must match; of a list, each element. */
function checkPattern(name: string, { allowedPattern }: ParameterDefinition, value: Json): string[] {
  if (allowedPattern === undefined) return [];
  const parsed = parsePattern(allowedPattern);
  if (parsed.kind === 'refused') {
    return [`Parameter "${name}": allowedPattern "${allowedPattern}" cannot be applied: ${parsed.reason}.`];
  }
  return textsOf(value).flatMap((text) => {
    const matched = matchPattern(parsed.pattern, text);
    switch (matched) {
      case 'matches':
        return [];
      case 'differs':
        return [`Parameter "${name}" has value "${text}", which does not match the pattern ${allowedPattern}.`];
      case 'undecided':
        return [
          `Parameter "${name}": its value is too long or too costly to match with the pattern ${allowedPattern}.`,
        ];
      default:
        return unreachable(matched);
    }
  });
}

function checkBounds(name: string, definition: ParameterDefinition, value: Json): string[] {
  const { minItems = 0, maxItems = Infinity, minChars = 0, maxChars = Infinity } = definition;
  const items = Array.isArray(value) ? value.length : undefined;
  // Of a map the serialised text is bounded (1.3.1).
  const characters = Array.isArray(value) ? undefined : [...textOf(value)].length;
  return [
    ...outside(items, minItems, maxItems, `Parameter "${name}" has # items`),
    ...outside(characters, minChars, maxChars, `Parameter "${name}" has # characters`),
  ];
}

function outside(count: number | undefined, least: number, most: number, text: string): string[] {
  if (count === undefined || (least <= count && count <= most)) return [];
  const bounds = most === Infinity ? `${least} or more` : `${least} to ${most}`;
  return [`${text.replace('#', String(count))}; allowed are ${bounds}.`];
}
