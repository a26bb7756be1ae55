import {
  enablement,
  requirementsOf,
  STANDARDS,
  standardsArn,
  type Enablement,
  type Scope,
  type Standard,
  type StandardSetting,
} from '@trueup/core';
import { restOperation, type AwsCall } from '../aws-operation.ts';
import { keyedPage } from '../page-token.ts';
import { list, map, oneOf, structure } from '../shape.ts';
import { invalidInput, LISTS, notFound } from './refusals.ts';
import { listMembers, nonEmpty, nonEmptyUpTo } from './shapes.ts';
import type { StandardControlFacts } from './standards-port.ts';

/** The operations on standards and their controls (automation-rules, 10). */

const MOST_STANDARDS = 25;
const paging = ['NextToken', 'MaxResults'];
const subscriptionArns = list(nonEmpty, { min: 1, max: MOST_STANDARDS });

const hubArn = ({ partition, region, accountId }: Scope, resource: string): string =>
  `arn:${partition}:securityhub:${region}:${accountId}:${resource}`;
const subscriptionArn = (standard: Standard, scope: Scope): string => hubArn(scope, `subscription/${standard.path}`);
const controlArn = (standard: Standard, controlId: string, scope: Scope): string =>
  hubArn(scope, `control/${standard.path}/${controlId}`);

const describe = restOperation(
  { method: 'GET', path: '/standards', query: paging },
  structure(listMembers),
  async (asked, { scope }) => {
    const page = keyedPage('standards', asked, STANDARDS, ({ id }) => id, LISTS);
    const Standards = page.items.map((standard) => ({
      StandardsArn: standardsArn(standard, scope),
      Name: standard.title,
      Description: standard.title,
      EnabledByDefault: enablement([])({ standard: standard.id, ...ofNoControl(scope) }).kind === 'enabled',
      StandardsManagedBy: { Company: 'AWS', Product: 'Security Hub' },
    }));
    return Promise.resolve({ Standards, ...page.members });
  },
);

/** No control is called so: nothing but the standard itself can be off. */
const ofNoControl = ({ accountId }: Scope) => ({ controlId: '', accountId });

async function enabledOf(call: AwsCall): Promise<readonly Standard[]> {
  const asked = enablement(await call.parts.standards.settings(call));
  return STANDARDS.filter(({ id }) => asked({ standard: id, ...ofNoControl(call.scope) }).kind === 'enabled');
}

const getEnabled = restOperation(
  { method: 'POST', path: '/standards/get' },
  structure({ StandardsSubscriptionArns: subscriptionArns, ...listMembers }),
  async ({ StandardsSubscriptionArns: arns, ...asked }, call) => {
    const enabled = await enabledOf(call);
    const wanted = enabled.filter((standard) => arns?.includes(subscriptionArn(standard, call.scope)) ?? true);
    const page = keyedPage('enabled-standards', asked, wanted, ({ id }) => id, LISTS);
    return { StandardsSubscriptions: page.items.map((one) => subscription(one, 'READY', call)), ...page.members };
  },
);

function subscription(standard: Standard, status: 'READY' | 'DELETING', { scope }: AwsCall): object {
  return {
    StandardsSubscriptionArn: subscriptionArn(standard, scope),
    StandardsArn: standardsArn(standard, scope),
    StandardsInput: {},
    StandardsStatus: status,
    StandardsControlsUpdatable: status === 'READY' ? 'READY_FOR_UPDATES' : 'NOT_READY_FOR_UPDATES',
  };
}

const enable = restOperation(
  { method: 'POST', path: '/standards/register' },
  structure(
    {
      StandardsSubscriptionRequests: list(
        structure({ StandardsArn: nonEmpty, StandardsInput: map(nonEmpty, nonEmpty) }, ['StandardsArn']),
        { min: 1, max: MOST_STANDARDS },
      ),
    },
    ['StandardsSubscriptionRequests'],
  ),
  async ({ StandardsSubscriptionRequests: requests }, call) => {
    const arns = requests.map(({ StandardsArn }) => StandardsArn);
    const standards = arns.map((arn) => standardBy(arn, (standard) => standardsArn(standard, call.scope)));
    return switchStandards(standards, 'standard-enabled', call);
  },
);

const disable = restOperation(
  { method: 'POST', path: '/standards/deregister' },
  structure({ StandardsSubscriptionArns: subscriptionArns }, ['StandardsSubscriptionArns']),
  async ({ StandardsSubscriptionArns: arns }, call) => {
    const standards = arns.map((arn) => standardBy(arn, (standard) => subscriptionArn(standard, call.scope)));
    return switchStandards(standards, 'standard-disabled', call);
  },
);

function standardBy(arn: string, arnOf: (standard: Standard) => string): Standard {
  const standard = STANDARDS.find((one) => arnOf(one) === arn);
  if (standard) return standard;
  throw invalidInput(`There is no standard ${arn}: expected one of ${STANDARDS.map(arnOf).join(', ')}.`);
}

async function switchStandards(
  standards: readonly Standard[],
  kind: 'standard-enabled' | 'standard-disabled',
  call: AwsCall,
): Promise<object> {
  const { accountId } = call.scope;
  await call.parts.standards.change(
    standards.map(({ id }) => ({ kind, standard: id, accountId })),
    call,
  );
  const status = kind === 'standard-enabled' ? 'READY' : 'DELETING';
  return { StandardsSubscriptions: standards.map((standard) => subscription(standard, status, call)) };
}

const describeControls = restOperation(
  { method: 'GET', path: '/standards/controls/{StandardsSubscriptionArn+}', query: paging },
  structure({ StandardsSubscriptionArn: nonEmpty, ...listMembers }, ['StandardsSubscriptionArn']),
  async ({ StandardsSubscriptionArn: arn, ...asked }, call) => {
    const standard = (await enabledOf(call)).find((one) => subscriptionArn(one, call.scope) === arn);
    if (!standard) throw notFound(`The standard of ${arn} is not enabled.`);
    const controls = call.parts.standards
      .controls()
      .filter((control) => requirementsOf(control, standard.id).length > 0);
    const page = keyedPage(`controls-${standard.id}`, asked, controls, ({ id }) => id, LISTS);
    const stateOf = enablement(await call.parts.standards.settings(call));
    const { accountId } = call.scope;
    return {
      Controls: page.items.map((control) =>
        controlView(standard, control, stateOf({ standard: standard.id, controlId: control.id, accountId }), call),
      ),
      ...page.members,
    };
  },
);

function controlView(standard: Standard, control: StandardControlFacts, state: Enablement, { scope }: AwsCall): object {
  const { id, title, severity } = control;
  return {
    StandardsControlArn: controlArn(standard, id, scope),
    ControlStatus: state.kind === 'enabled' ? 'ENABLED' : 'DISABLED',
    ...(state.kind === 'control-disabled' ? { DisabledReason: state.reason } : {}),
    ControlId: id,
    Title: title,
    Description: title,
    RemediationUrl: `https://docs.aws.amazon.com/console/securityhub/${id}/remediation`,
    // The rating has no word for what is less than low.
    SeverityRating: severity === 'INFORMATIONAL' ? 'LOW' : severity,
    RelatedRequirements: requirementsOf(control, standard.id),
  };
}

const updateControl = restOperation(
  { method: 'PATCH', path: '/standards/control/{StandardsControlArn+}' },
  structure(
    {
      StandardsControlArn: nonEmpty,
      ControlStatus: oneOf('ENABLED', 'DISABLED'),
      DisabledReason: nonEmptyUpTo(1024),
    },
    ['StandardsControlArn'],
  ),
  async ({ StandardsControlArn: arn, ControlStatus: status, DisabledReason: reason }, call) => {
    if (status === undefined) throw invalidInput('ControlStatus must be one of ENABLED, DISABLED.');
    if (status === 'DISABLED' && reason === undefined)
      throw invalidInput('A control is disabled with a DisabledReason.');
    const found = controlBy(arn, call);
    if (!found) throw notFound(`There is no control ${arn}.`);
    const setting = { standard: found.standard.id, controlId: found.control.id, accountId: call.scope.accountId };
    const change: StandardSetting =
      status === 'ENABLED'
        ? { kind: 'control-enabled', ...setting }
        : { kind: 'control-disabled', ...setting, reason: reason ?? '' };
    await call.parts.standards.change([change], call);
    return {};
  },
);

function controlBy(
  arn: string,
  { parts, scope }: AwsCall,
): { readonly standard: Standard; readonly control: StandardControlFacts } | undefined {
  for (const standard of STANDARDS) {
    const control = parts.standards.controls().find(({ id }) => controlArn(standard, id, scope) === arn);
    if (control && requirementsOf(control, standard.id).length > 0) return { standard, control };
  }
  return undefined;
}

export const standardsOperations = {
  DescribeStandards: describe,
  GetEnabledStandards: getEnabled,
  BatchEnableStandards: enable,
  BatchDisableStandards: disable,
  DescribeStandardsControls: describeControls,
  UpdateStandardsControl: updateControl,
};
