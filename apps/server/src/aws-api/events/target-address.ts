import { unreachable, type Scope, type TargetAddress } from '@trueup/core';

/**
 * ARNs of targets. Those of AWS are AWS's own. What only Trueup can send to has no ARN in AWS, and an address that is
 * nobody's business who may list targets: it is `arn:aws:trueup:::<kind>/<target id>`.
 */

export interface TargetNamed {
  readonly id: string;
  readonly arn: string;
  readonly roleArn?: string;
  readonly messageGroupId?: string;
}

export type ReadAddress =
  { readonly kind: 'address'; readonly address: TargetAddress } | { readonly kind: 'invalid'; readonly reason: string };

const NOT_AN_ARN = 'Provided Arn is not in correct format.';
const SERVED =
  'SNS topics, SQS queues, Lambda functions, Step Functions state machines, event buses, SSM Automation documents';

/** The address that an ARN means. `present` is that of the rule's target of this id, which an ARN of ours names. */
export function readAddress(target: TargetNamed, scope: Scope, present: TargetAddress | undefined): ReadAddress {
  const { arn } = target;
  const invalid = (reason: string): ReadAddress => ({
    kind: 'invalid',
    reason: `Parameter ${arn} is not valid. Reason: ${reason}`,
  });
  const [prefix, partition, service, region, account, ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (prefix !== 'arn' || !partition || !service || !resource) return invalid(NOT_AN_ARN);
  if (service === 'trueup') return ownAddress(target, resource, present) ?? invalid(`The rule has no such target yet.`);
  const awsAddress = service === 'ssm' ? runbookAddress(target, resource, scope) : addressOf(service, resource, target);
  if (!awsAddress) return invalid(`It is none of: ${SERVED}.`);
  if (awsAddress.kind === 'runbook') {
    return account === '' || /^\d{12}$/.test(account ?? '')
      ? { kind: 'address', address: awsAddress }
      : invalid(NOT_AN_ARN);
  }
  if (!region || !/^\d{12}$/.test(account ?? '')) return invalid(NOT_AN_ARN);
  // Trueup may act in more accounts than the key is of.
  if (account !== scope.accountId) return invalid(`It is of another account than this key, ${scope.accountId}.`);
  return { kind: 'address', address: awsAddress };
}

function addressOf(service: string, resource: string, { arn, messageGroupId }: TargetNamed): TargetAddress | undefined {
  if (service === 'sns' && /^[\w.-]+$/.test(resource)) return { kind: 'sns', topicArn: arn };
  if (service === 'sqs' && /^[\w.-]+$/.test(resource)) {
    return { kind: 'sqs', queueArn: arn, ...(messageGroupId === undefined ? {} : { messageGroupId }) };
  }
  if (service === 'lambda' && resource.startsWith('function:')) return { kind: 'lambda', functionArn: arn };
  if (service === 'states' && resource.startsWith('stateMachine:')) {
    return { kind: 'step-functions', stateMachineArn: arn };
  }
  if (service === 'events' && resource.startsWith('event-bus/')) return { kind: 'event-bus', busArn: arn };
  return undefined;
}

const DOCUMENT = /^automation-definition\/([\w.-]{3,128})(?::(\$DEFAULT|\$LATEST|[1-9]\d{0,9}))?$/;

/** One of the caller's account, or of no account as AWS's own are, goes by its name; another account's by its ARN. */
function runbookAddress({ arn, roleArn }: TargetNamed, resource: string, scope: Scope): TargetAddress | undefined {
  const [, name, version] = DOCUMENT.exec(resource) ?? [];
  if (name === undefined) return undefined;
  const account = arn.split(':')[4];
  const shared = account !== '' && account !== scope.accountId;
  return {
    kind: 'runbook',
    document: shared ? [...arn.split(':').slice(0, 5), `document/${name}`].join(':') : name,
    ...(version === undefined ? {} : { version }),
    ...(roleArn === undefined ? {} : { roleArn }),
  };
}

/** Only a remediation can be named without more; another kind's ARN keeps what the target has. */
function ownAddress(
  { id }: TargetNamed,
  resource: string,
  present: TargetAddress | undefined,
): ReadAddress | undefined {
  if (resource === 'remediation' || resource === 'security-hub') {
    return { kind: 'address', address: { kind: resource } };
  }
  return present && resource === `${present.kind}/${id}` ? { kind: 'address', address: present } : undefined;
}

/** The ARN under which a target is listed. */
export function addressArn(id: string, address: TargetAddress, scope: Scope): string {
  switch (address.kind) {
    case 'sns':
      return address.topicArn;
    case 'sqs':
      return address.queueArn;
    case 'event-bus':
      return address.busArn;
    case 'lambda':
      return address.functionArn;
    case 'step-functions':
      return address.stateMachineArn;
    case 'runbook':
      return runbookArn(address, scope);
    case 'remediation':
    case 'security-hub':
      return `arn:${scope.partition}:trueup:::${address.kind}`;
    case 'webhook':
    case 'email':
    case 'slack':
    case 'teams':
    case 'jira':
    case 'servicenow':
      return `arn:${scope.partition}:trueup:::${address.kind}/${id}`;
    default:
      return unreachable(address);
  }
}

function runbookArn(
  { document, version }: Extract<TargetAddress, { readonly kind: 'runbook' }>,
  { partition, region, accountId }: Scope,
): string {
  const definition = document.startsWith('arn:')
    ? document.replace(':document/', ':automation-definition/')
    : `arn:${partition}:ssm:${region}:${accountId}:automation-definition/${document}`;
  return version === undefined ? definition : `${definition}:${version}`;
}
