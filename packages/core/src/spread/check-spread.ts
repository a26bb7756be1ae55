import { partitionOf, type Partition, type Region } from '../resource/resource.ts';
import type { Spread, TargetLocation } from '../runbook/command.ts';
import type { RunbookDocument } from '../runbook/document.ts';
import { hasTargets, PARAMETER_VALUES, suppliedByTargets } from './expand-targets.ts';
import { MAX_CONCURRENCY, MAX_ERRORS } from './rate-control.ts';

/** Limits of SSM (automation-documents, 5.1, 5.3 and 5.7). */
const MOST_VALUES = 50;
const MOST_MAPS = 300;
const MOST_MAP_KEYS = 20;
const MOST_MAP_VALUES = 25;
const MOST_LOCATIONS = 100;
const MOST_ACCOUNTS = 50;
const MOST_REGIONS = 50;
const MOST_EXCLUDED = 5_000;

const ASSUME_ROLE = 'AutomationAssumeRole';
const ACCOUNT = /^\d{12}$/;
const UNIT = /^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;
const ROLE_NAME = /^[\w+=,.@/-]{1,64}$/;

type Targets = NonNullable<Spread['targets']>;

/** What is wrong with a spread, before anything of it is resolved (automation-documents, 1.8.2 and 5). */
export function checkSpread(document: RunbookDocument, spread: Spread, partition: Partition): readonly string[] {
  const { targets = [], targetMaps = [], targetLocations = [] } = spread;
  return [
    ...checkParameterName(document, spread),
    ...checkTargets('Targets', targets),
    ...checkMaps(document, targetMaps),
    ...checkRate('MaxConcurrency', spread.maxConcurrency, MAX_CONCURRENCY),
    ...checkRate('MaxErrors', spread.maxErrors, MAX_ERRORS),
    ...atMost('TargetLocations', targetLocations, MOST_LOCATIONS, 'locations'),
    ...targetLocations.flatMap((location, index) => checkLocation(`TargetLocations[${index}]`, location, partition)),
  ];
}

function checkParameterName(document: RunbookDocument, spread: Spread): string[] {
  const { targetParameterName: name, targets = [], targetMaps = [], targetLocations = [] } = spread;
  const given = targets.length > 0 || targetLocations.some(({ Targets = [] }) => Targets.length > 0);
  if (given && targetMaps.length > 0) return ['Targets and TargetMaps exclude each other: give one of them.'];
  if (given && !name) return ['Targets need a TargetParameterName: the parameter that takes the target.'];
  if (!name) return [];
  if (!given && !hasTargets(spread)) return ['TargetParameterName needs Targets.'];
  return checkDeclared(document, 'TargetParameterName', name);
}

function checkDeclared(document: RunbookDocument, place: string, name: string): string[] {
  if (name === ASSUME_ROLE) return [`${place}: ${ASSUME_ROLE} cannot be a target.`];
  if (Object.hasOwn(document.parameters, name)) return [];
  const declared = Object.keys(document.parameters).filter((known) => known !== ASSUME_ROLE);
  return [`${place}: parameter "${name}" is not declared. Declared: ${declared.join(', ') || 'none'}.`];
}

function checkTargets(place: string, targets: Targets): string[] {
  const [target] = targets;
  if (!target) return [];
  if (targets.length > 1) return [`${place} has ${targets.length} entries: an automation takes one tag or one group.`];
  const { Key, Values } = target;
  if (Values.length === 0 || Values.includes('')) return [`${place}: ${Key} needs values that are not empty.`];
  if (Key === PARAMETER_VALUES) return atMost(`${place}: ${PARAMETER_VALUES}`, Values, MOST_VALUES, 'values');
  if (/^tag:./.test(Key)) return [];
  if (Key === 'ResourceGroup') return Values.length === 1 ? [] : [`${place}: ResourceGroup takes one group's name.`];
  if (Key === 'AWS::EC2::Instance' || Key === 'InstanceIds') {
    return Values.length === 1 && Values[0] === '*'
      ? []
      : [`${place}: ${Key} takes only *. Name instances with ${PARAMETER_VALUES}.`];
  }
  const accepted = `${PARAMETER_VALUES}, tag:<key>, ResourceGroup, AWS::EC2::Instance, InstanceIds`;
  return [`${place}: Key "${Key}" is not known. Accepted: ${accepted}.`];
}

function checkMaps(document: RunbookDocument, maps: NonNullable<Spread['targetMaps']>): string[] {
  const undeclared = [...new Set(suppliedByTargets({ targetMaps: maps }))].flatMap((name) =>
    checkDeclared(document, 'TargetMaps', name),
  );
  const sizes = maps.flatMap((map, index) => {
    const place = `TargetMaps[${index}]`;
    const keys = Object.keys(map);
    if (keys.length === 0) return [`${place} is empty: it needs at least one parameter.`];
    const values = Object.entries(map).flatMap(([name, list]) =>
      atMost(`${place}.${name}`, list, MOST_MAP_VALUES, 'values'),
    );
    return [...atMost(place, keys, MOST_MAP_KEYS, 'parameters'), ...values];
  });
  return [...atMost('TargetMaps', maps, MOST_MAPS, 'maps'), ...undeclared, ...sizes];
}

function checkLocation(place: string, location: TargetLocation, partition: Partition): string[] {
  const { Accounts, Regions, ExcludeAccounts = [], ExecutionRoleName } = location;
  const role = ExecutionRoleName === undefined || ROLE_NAME.test(ExecutionRoleName);
  return [
    ...checkList(`${place}.Accounts`, Accounts, MOST_ACCOUNTS, isAccountOrUnit, ACCOUNT_FORM),
    ...checkList(
      `${place}.Regions`,
      Regions,
      MOST_REGIONS,
      (name) => isRegionOf(name, partition),
      `a region of ${partition}`,
    ),
    ...ExcludeAccounts.filter((id) => !isAccountOrUnit(id)).map((id) =>
      notOf(`${place}.ExcludeAccounts`, id, ACCOUNT_FORM),
    ),
    ...atMost(`${place}.ExcludeAccounts`, ExcludeAccounts, MOST_EXCLUDED, 'accounts'),
    ...(role ? [] : [notOf(`${place}.ExecutionRoleName`, ExecutionRoleName, 'the name of a role')]),
    ...checkTargets(`${place}.Targets`, location.Targets ?? []),
    ...checkRate(`${place}.TargetLocationMaxConcurrency`, location.TargetLocationMaxConcurrency, MAX_CONCURRENCY),
    ...checkRate(`${place}.TargetLocationMaxErrors`, location.TargetLocationMaxErrors, MAX_ERRORS),
    ...checkRate(`${place}.TargetsMaxConcurrency`, location.TargetsMaxConcurrency, MAX_CONCURRENCY),
    ...checkRate(`${place}.TargetsMaxErrors`, location.TargetsMaxErrors, MAX_ERRORS),
  ];
}

const ACCOUNT_FORM = 'an account id of 12 digits or an organizational unit such as ou-ab12-cd34ef56';

export const isUnit = (id: string): boolean => UNIT.test(id);
const isAccountOrUnit = (id: string): boolean => ACCOUNT.test(id) || isUnit(id);

const isRegionOf = (name: string, partition: Partition): boolean =>
  REGION.test(name) && partitionOf(name as Region) === partition;

function checkList(
  place: string,
  list: readonly string[],
  most: number,
  isOne: (text: string) => boolean,
  form: string,
): string[] {
  if (list.length === 0) return [`${place} is missing: it needs at least one entry.`];
  return [
    ...atMost(place, list, most, 'entries'),
    ...list.filter((text) => !isOne(text)).map((text) => notOf(place, text, form)),
  ];
}

const notOf = (place: string, text: string, form: string): string => `${place}: "${text}" is not ${form}.`;

function atMost(place: string, list: readonly unknown[], most: number, what: string): string[] {
  return list.length <= most ? [] : [`${place} has ${list.length} ${what}, of at most ${most}.`];
}

function checkRate(place: string, text: string | undefined, pattern: RegExp): string[] {
  if (text === undefined || (pattern.test(text) && text.length <= 7)) return [];
  const least = pattern === MAX_ERRORS ? '0' : '1';
  return [`${place}: "${text}" is neither a number from ${least} on nor a percentage from ${least}% to 100%.`];
}
