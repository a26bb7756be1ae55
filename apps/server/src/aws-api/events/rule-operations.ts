import { DEFAULT_BUS, type EventRule } from '@trueup/core';
import { AwsError } from '../aws-error.ts';
import { operation, type AwsCall } from '../aws-operation.ts';
import { oneOf, string, structure } from '../shape.ts';
import { busOf, eventArn } from './event-arn.ts';
import { namedPage } from './event-lists.ts';
import { busNameOrArn, description, eventPattern, listMembers, ruleName } from './shapes.ts';

/** The operations on rules and buses (event-patterns, 6). */

const validation = (message: string): AwsError => new AwsError('ValidationException', message);

export function ruleMissing(name: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${DEFAULT_BUS}.`);
}

const put = operation(
  structure(
    {
      Name: ruleName,
      ScheduleExpression: string({ max: 256 }),
      EventPattern: eventPattern,
      State: oneOf('ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'),
      Description: description,
      EventBusName: busNameOrArn,
    },
    ['Name'],
  ),
  async (input, call) => {
    const { Name, ScheduleExpression: schedule, EventPattern: patternText, State = 'ENABLED', Description } = input;
    const bus = busOf(input.EventBusName, call.scope);
    if (!patternText && !schedule) {
      throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    }
    if (State === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS') {
      throw validation('Parameter State is not valid. Reason: CloudTrail does not send its events here.');
    }
    const outcome = await call.parts.events.putRule(
      {
        name: Name,
        bus,
        enabled: State === 'ENABLED',
        ...(patternText ? { patternText } : {}),
        ...(schedule ? { schedule } : {}),
        ...(Description ? { description: Description } : {}),
      },
      call,
    );
    switch (outcome.kind) {
      case 'put':
        return { RuleArn: outcome.rule.arn };
      case 'invalid-pattern':
        throw new AwsError('InvalidEventPatternException', outcome.reason);
      case 'invalid-schedule':
        throw validation(`Parameter ScheduleExpression is not valid. Reason: ${outcome.reason}`);
      case 'too-many':
        throw new AwsError('LimitExceededException', outcome.reason);
    }
  },
);

const ofRule = structure({ Name: ruleName, EventBusName: busNameOrArn }, ['Name']);

const describe = operation(ofRule, async ({ Name, EventBusName }, call) => {
  busOf(EventBusName, call.scope);
  const rule = await call.parts.events.rule(Name, call);
  if (!rule) throw ruleMissing(Name);
  return { ...ruleView(rule), CreatedBy: call.scope.accountId };
});

/** A rule that is not there is deleted already, as in AWS. */
const remove = operation(ofRule, async ({ Name, EventBusName }, call) => {
  busOf(EventBusName, call.scope);
  const outcome = await call.parts.events.deleteRule(Name, call);
  if (outcome.kind === 'has-targets') throw validation("Rule can't be deleted since it has targets.");
  return {};
});

const switchTo = (enabled: boolean) =>
  operation(ofRule, async ({ Name, EventBusName }, call) => {
    busOf(EventBusName, call.scope);
    const outcome = await call.parts.events.setRuleEnabled(Name, enabled, call);
    if (outcome.kind === 'unknown') throw ruleMissing(Name);
    return {};
  });

const list = operation(
  structure({ NamePrefix: ruleName, EventBusName: busNameOrArn, ...listMembers }),
  async ({ NamePrefix = '', EventBusName, ...asked }, call) => {
    busOf(EventBusName, call.scope);
    const rules = (await call.parts.events.rules(call)).filter(({ name }) => name.startsWith(NamePrefix));
    const page = namedPage('rules', asked, rules, ({ name }) => name);
    return { Rules: page.items.map(ruleView), ...page.members };
  },
);

function ruleView(rule: EventRule): object {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventBusName: rule.bus,
    State: rule.enabled ? 'ENABLED' : 'DISABLED',
    ...(rule.pattern !== undefined ? { EventPattern: rule.pattern } : {}),
    ...(rule.schedule ? { ScheduleExpression: rule.schedule.expression } : {}),
    ...(rule.description === undefined ? {} : { Description: rule.description }),
  };
}

const describeBus = operation(structure({ Name: busNameOrArn }), async ({ Name }, call) => {
  busOf(Name, call.scope);
  return Promise.resolve(defaultBus(call));
});

const listBuses = operation(
  structure({ NamePrefix: string({ min: 1, max: 256 }), ...listMembers }),
  async ({ NamePrefix = '', ...asked }, call) => {
    const buses = DEFAULT_BUS.startsWith(NamePrefix) ? [defaultBus(call)] : [];
    const page = namedPage('event-buses', asked, buses, ({ Name }) => Name);
    return Promise.resolve({ EventBuses: page.items, ...page.members });
  },
);

function defaultBus({ scope }: AwsCall): { readonly Name: string; readonly Arn: string } {
  return { Name: DEFAULT_BUS, Arn: eventArn(scope, `event-bus/${DEFAULT_BUS}`) };
}

export const ruleOperations = {
  PutRule: put,
  DescribeRule: describe,
  DeleteRule: remove,
  EnableRule: switchTo(true),
  DisableRule: switchTo(false),
  ListRules: list,
  DescribeEventBus: describeBus,
  ListEventBuses: listBuses,
};
