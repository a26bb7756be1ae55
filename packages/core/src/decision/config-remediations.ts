import { parseDocument, type ScalarTag } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../value/json.ts';
import { remediationFromConfig } from './remediation-from-config.ts';

/** Lines for `remediations` in the order of the text, or all that is wrong with it. */
export type ConfigRemediations =
  | { readonly kind: 'lines'; readonly lines: readonly JsonObject[] }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** A conformance pack's template in S3 has no more (Config API, TemplateS3Uri). */
const MOST_BYTES = 300 * 1024;
const REMEDIATION = 'AWS::Config::RemediationConfiguration';
const RULE = 'AWS::Config::ConfigRule';

/** CloudFormation's short forms, as their long ones. */
const shortForm = (tag: string, name: string): ScalarTag => ({
  tag,
  resolve: (text) => ({ [name]: text }),
});
const SHORT_FORMS = [
  shortForm('!Ref', 'Ref'),
  shortForm('!Sub', 'Fn::Sub'),
  shortForm('!GetAtt', 'Fn::GetAtt'),
  shortForm('!ImportValue', 'Fn::ImportValue'),
];

/**
 * Reads remediation configurations of AWS Config: what PutRemediationConfigurations takes or
 * DescribeRemediationConfigurations gives, a list of them, one alone, or a conformance pack. Nothing is converted where
 * one of them has a fault.
 */
export function configRemediations(text: string): ConfigRemediations {
  if (text.length > MOST_BYTES) return invalid([`the text has more than ${MOST_BYTES} characters`]);
  const read = valueOf(text);
  if (read.kind === 'invalid') return read;
  const found = configurationsIn(read.value);
  if (found.length === 0) return invalid(['there is no remediation configuration in it']);
  const problems: string[] = [];
  const lines: JsonObject[] = [];
  const seen = new Set<string>();
  for (const { place, json } of found) {
    const made = remediationFromConfig(json);
    if (made.kind === 'invalid') problems.push(...made.problems.map((problem) => `${place}: ${problem}`));
    // AWS Config holds one configuration a rule; of two lines the second would never count.
    else if (seen.has(made.rule)) problems.push(`${place}: there is another one for rule ${made.rule}`);
    else {
      seen.add(made.rule);
      lines.push(made.line);
    }
  }
  return problems.length > 0 ? invalid(problems) : { kind: 'lines', lines };
}

const invalid = (problems: readonly string[]): Extract<ConfigRemediations, { kind: 'invalid' }> => ({
  kind: 'invalid',
  problems,
});

type Read = { readonly kind: 'value'; readonly value: Json } | Extract<ConfigRemediations, { kind: 'invalid' }>;

function valueOf(text: string): Read {
  try {
    const document = parseDocument(text, { schema: 'core', customTags: SHORT_FORMS, prettyErrors: true });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0) return invalid(faults.map(({ message }) => message.split('\n')[0] ?? message));
    return { kind: 'value', value: document.toJS({ maxAliasCount: 100 }) as Json };
  } catch (error) {
    // Too many aliases, or nested deeper than the parser goes.
    return invalid([`the text cannot be read: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

interface Configured {
  readonly place: string;
  readonly json: Json;
}

function configurationsIn(value: Json): readonly Configured[] {
  if (Array.isArray(value)) return listed(value as readonly Json[], '');
  if (!isJsonObject(value)) return [];
  const list = value['RemediationConfigurations'];
  if (Array.isArray(list)) return listed(list as readonly Json[], 'RemediationConfigurations');
  return isJsonObject(value['Resources'])
    ? ofPack(value['Resources'], isJsonObject(value['Parameters']) ? value['Parameters'] : {})
    : [{ place: 'the configuration', json: value }];
}

function listed(list: readonly Json[], name: string): readonly Configured[] {
  return list.map((json, index) => ({ place: `${name}[${index}]`, json }));
}

function ofPack(resources: JsonObject, parameters: JsonObject): readonly Configured[] {
  return Object.entries(resources).flatMap(([name, resource]) => {
    if (!isJsonObject(resource) || resource['Type'] !== REMEDIATION) return [];
    const properties = resolved(resource['Properties'] ?? null, { resources, parameters });
    return [{ place: `Resources.${name}`, json: isJsonObject(properties) ? typed(properties) : properties }];
  });
}

interface Template {
  readonly resources: JsonObject;
  readonly parameters: JsonObject;
}

/** References to what the template itself says. Others stay as they are, and are refused where a text is wanted. */
function resolved(value: Json, template: Template): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => resolved(item, template));
  if (!isJsonObject(value)) return value;
  const { Ref: name } = value;
  if (typeof name === 'string' && Object.keys(value).length === 1) return referred(name, template) ?? value;
  const members = Object.entries(value).map(([key, member]) => [key, resolved(member ?? null, template)] as const);
  return Object.fromEntries(members);
}

/** A rule's name, or the default of a parameter. */
function referred(name: string, { resources, parameters }: Template): Json | undefined {
  const rule = memberOf(resources, name);
  if (isJsonObject(rule) && rule['Type'] === RULE) {
    const given = memberOf(rule['Properties'], 'ConfigRuleName');
    return typeof given === 'string' ? given : undefined;
  }
  return memberOf(memberOf(parameters, name), 'Default');
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** CloudFormation takes numbers and yes-or-no as texts, too, and a version as a number. */
function typed(properties: JsonObject): JsonObject {
  const members = Object.entries(properties).map(([name, value]) => [name, typedMember(name, value ?? null)] as const);
  return Object.fromEntries(members);
}

const NUMBERS = [
  'MaximumAutomaticAttempts',
  'RetryAttemptSeconds',
  'ConcurrentExecutionRatePercentage',
  'ErrorPercentage',
];

function typedMember(name: string, value: Json): Json {
  if (name === 'TargetVersion' && typeof value === 'number') return String(value);
  if (NUMBERS.includes(name) && typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value);
  if (name === 'Automatic' && typeof value === 'string' && /^(?:true|false)$/i.test(value)) {
    return value.toLowerCase() === 'true';
  }
  const isControls = name === 'ExecutionControls' || name === 'SsmControls';
  return isControls && isJsonObject(value) ? typed(value) : value;
}
