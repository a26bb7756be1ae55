import type { ParameterSource, RunbookChoice } from '../decision/policy.ts';
import type { Finding } from '../finding/finding.ts';
import type { ResourceRef } from '../resource/resource.ts';
import type { Snapshot } from '../resource/snapshot.ts';
import { valueType } from '../runbook/cast-parameter.ts';
import type { RunbookDocument } from '../runbook/document.ts';
import type { Json, JsonObject } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import { chosenFindingValue } from './chosen-finding-value.ts';
import { chosenResourceId, type ChosenResource } from './chosen-resource-id.ts';

/** What the parameters are made for. */
export interface ChosenTarget {
  /** Absent: nobody has read it. */
  readonly snapshot?: Snapshot;
  /** The document, where it is stored here. Absent: the target account's own, which nobody has read. */
  readonly document?: Pick<RunbookDocument, 'parameters' | 'assumeRole'>;
}

export type ChosenParameters =
  | {
      readonly kind: 'parameters';
      /** Lists of texts, as StartAutomationExecution takes them; a document that is stored here gets them by its types. */
      readonly input: JsonObject;
      /** The role that the document runs with, which is of the resource's account. Absent: it names none. */
      readonly roleArn?: string;
    }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

type Values =
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'refused'; readonly problem: string };

/** StartAutomationExecution takes no more (SSM API, AutomationParameterMap). */
const MOST_VALUES = 50;
const LONGEST_VALUE = 512;
const LONGEST_NAME = 50;

/** The input of a chosen runbook for one finding. Whatever is missing or not certain refuses the whole. Never guesses. */
export function chosenParameters(choice: RunbookChoice, finding: Finding, target: ChosenTarget): ChosenParameters {
  const { document, snapshot } = target;
  const reported = finding.asff.Resources.find(({ Id }) => Id === finding.resource.arn) ?? onlyOne(finding);
  const chosen: ChosenResource = {
    resource: finding.resource,
    ...(reported ? { reported } : {}),
    ...(snapshot ? { snapshot } : {}),
  };
  const problems: string[] = [];
  const values = new Map<string, readonly string[]>();
  for (const [name, source] of Object.entries(choice.parameters)) {
    const found = valuesOf(source, finding, chosen);
    const problem = found.kind === 'refused' ? found.problem : problemOf(name, found.values, document);
    if (problem !== undefined) problems.push(`parameter ${name.slice(0, LONGEST_NAME)}: ${problem}`);
    else if (found.kind === 'values') values.set(name, found.values);
  }
  const role = roleOf(choice, values, document, finding.resource);
  if (role.kind === 'refused') problems.push(role.problem);
  if (problems.length > 0 || role.kind === 'refused') return { kind: 'refused', problems };
  const input = [...values].map(([name, given]) => [name, typed(given, document?.parameters[name]?.type)]);
  return {
    kind: 'parameters',
    input: Object.fromEntries(input) as JsonObject,
    ...(role.arn === undefined ? {} : { roleArn: role.arn }),
  };
}

/** With several resources, only the one of the finding's own ARN is known to be meant. */
function onlyOne({ asff }: Finding): Finding['asff']['Resources'][number] | undefined {
  return asff.Resources.length === 1 ? asff.Resources[0] : undefined;
}

function valuesOf(source: ParameterSource, finding: Finding, chosen: ChosenResource): Values {
  switch (source.kind) {
    case 'resource-id': {
      const found = chosenResourceId(chosen);
      return found.kind === 'id' ? { kind: 'values', values: [found.id] } : found;
    }
    case 'resource-arn':
      if (refers(finding.resource.arn)) return refused(`the ARN of the finding holds ${REFERENCE}`);
      return finding.resource.arn.startsWith('arn:')
        ? { kind: 'values', values: [finding.resource.arn] }
        : refused(`the finding names ${finding.resource.arn}, which is no ARN`);
    case 'static':
      return { kind: 'values', values: source.values };
    case 'finding': {
      const found = chosenFindingValue(finding.asff, source.path);
      return found.kind === 'value' ? textsOf(found.value, source.path) : found;
    }
    case 'account': {
      const { accountId } = finding.resource;
      const value = Object.hasOwn(source.values, accountId) ? source.values[accountId] : undefined;
      return value === undefined
        ? refused(`the policy gives no value for account ${accountId}`)
        : { kind: 'values', values: [value] };
    }
    default:
      return unreachable(source);
  }
}

/** A text, a number or a yes-or-no, or a list of them. An object has no one text form. */
function textsOf(value: Json, path: string): Values {
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  const plain = items.every((item) => item !== null && typeof item !== 'object');
  if (!plain) return refused(`${path} of the finding is no text and no list`);
  const values = items.map(String);
  return values.some(refers) ? refused(`${path} of the finding holds ${REFERENCE}`) : { kind: 'values', values };
}

/** SSM looks through what it is given for references, such as `{{ssm:NAME}}`: whoever reports must not read with it. */
const REFERENCE = "'{{', which a runbook would take for a reference";
const refers = (value: string): boolean => value.includes('{{');

function problemOf(name: string, values: readonly string[], document: ChosenTarget['document']): string | undefined {
  if (name === '' || name.length > LONGEST_NAME) return `a name has 1 to ${LONGEST_NAME} characters`;
  if (values.length === 0 || values.length > MOST_VALUES) return `1 to ${MOST_VALUES} values are accepted`;
  if (values.some((value) => value.length > LONGEST_VALUE)) return `a value has at most ${LONGEST_VALUE} characters`;
  if (!document) return undefined;
  const declared = Object.hasOwn(document.parameters, name) ? document.parameters[name] : undefined;
  if (!declared) return `the document does not declare it; it declares ${Object.keys(document.parameters).join(', ')}`;
  const list = ['StringList', 'MapList'].includes(valueType(declared.type));
  return list || values.length === 1
    ? undefined
    : `the document declares one ${declared.type}, not ${values.length} values`;
}

/** For a stored document a text stays one text; `bindParameters` casts it further. */
function typed(values: readonly string[], type: RunbookDocument['parameters'][string]['type'] | undefined): Json {
  const isList = type === undefined || ['StringList', 'MapList'].includes(valueType(type));
  return isList ? values : (values[0] ?? '');
}

type Role = { readonly kind: 'role'; readonly arn?: string } | { readonly kind: 'refused'; readonly problem: string };

const ROLE_ARN = /^arn:([a-z-]{3,20}):iam::(\d{12}):role\/[\w+=,.@/-]{1,576}$/;

/**
 * The role that a runbook runs with is of the account that is repaired: any other would carry the change elsewhere. The
 * policy names it, and never a finding, which anyone may have reported. In the target account's own SSM there must be
 * one, since the session that starts it may do nothing else.
 */
function roleOf(
  { runs, parameters }: RunbookChoice,
  values: ReadonlyMap<string, readonly string[]>,
  document: ChosenTarget['document'],
  resource: ResourceRef,
): Role {
  const written = document?.assumeRole;
  const name =
    runs === 'account' ? remoteRoleName(values) : /^\{\{\s{0,9}(\w{1,50})\s{0,9}\}\}$/.exec(written ?? '')?.[1];
  const byDefault = name === undefined ? written : document?.parameters[name]?.default;
  const arn = (name === undefined ? undefined : values.get(name)?.[0]) ?? byDefault ?? '';
  if (arn === '') {
    return runs === 'account'
      ? refused('AutomationAssumeRole is missing: in the account it runs with this role, and with no other permissions')
      : { kind: 'role' };
  }
  const source = name !== undefined && values.has(name) ? parameters[name]?.kind : undefined;
  if (source !== undefined && source !== 'static' && source !== 'account') {
    return refused('the assume role must be written in the policy: no finding and no resource names it');
  }
  const [, partition, account] = typeof arn === 'string' ? (ROLE_ARN.exec(arn) ?? []) : [];
  if (typeof arn !== 'string' || account === undefined) return refused('the assume role is not the ARN of a role');
  if (account !== resource.accountId || partition !== resource.partition) {
    return refused(
      `the assume role is of account ${account} in partition ${partition}, the resource of ${resource.accountId} in ${resource.partition}`,
    );
  }
  return { kind: 'role', arn };
}

/** Its name where AWS Config asks for one; a document of one's own may write it otherwise. */
function remoteRoleName(values: ReadonlyMap<string, readonly string[]>): string | undefined {
  if (values.has('AutomationAssumeRole')) return 'AutomationAssumeRole';
  const named = [...values.keys()].filter((name) => name.toLowerCase() === 'automationassumerole');
  return named.length === 1 ? named[0] : undefined;
}

const refused = <T extends string>(problem: T): { readonly kind: 'refused'; readonly problem: T } => ({
  kind: 'refused',
  problem,
});
