import { z } from 'zod';
import { list } from './list.ts';

const arnOf = (service: string, example: string): z.ZodString =>
  z
    .string()
    .regex(new RegExp(`^arn:[\\w-]+:${service}:[\\w-]+:\\d{12}:\\S{1,300}$`), `expected an ARN such as ${example}`);
const secretName = z
  .string()
  .regex(
    /^[A-Z0-9_]{1,64}$/,
    'expected the name of a secret: capitals, digits and _; its value is TRUEUP_SECRET_<NAME>',
  );
const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https URL' }).max(2048);
const httpsUrl = z.url({ protocol: /^https$/, error: 'expected an https URL' }).max(2048);
const text = z.string().min(1).max(256);

export const locale = z.enum(['en', 'ja']);

/** Where a matched event goes. Secrets are named, never given: the server reads them from its environment. */
export const targetAddress = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('runbook'),
    document: text,
    version: text.exactOptional(),
    roleArn: z
      .string()
      .regex(/^arn:[\w-]+:iam::\d{12}:role\/\S{1,200}$/, 'expected the ARN of a role')
      .exactOptional(),
  }),
  z.strictObject({ kind: z.literal('remediation') }),
  z.strictObject({ kind: z.literal('security-hub') }),
  z.strictObject({ kind: z.literal('sns'), topicArn: arnOf('sns', 'arn:aws:sns:us-east-1:111111111111:topic') }),
  z.strictObject({
    kind: z.literal('sqs'),
    queueArn: arnOf('sqs', 'arn:aws:sqs:us-east-1:111111111111:queue'),
    messageGroupId: z.string().min(1).max(128).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('event-bus'),
    busArn: arnOf('events', 'arn:aws:events:us-east-1:111111111111:event-bus/default'),
  }),
  z.strictObject({
    kind: z.literal('lambda'),
    functionArn: arnOf('lambda', 'arn:aws:lambda:us-east-1:111111111111:function:name'),
  }),
  z.strictObject({
    kind: z.literal('step-functions'),
    stateMachineArn: arnOf('states', 'arn:aws:states:us-east-1:111111111111:stateMachine:name'),
  }),
  z.strictObject({
    kind: z.literal('webhook'),
    url: httpUrl,
    signingSecret: secretName.exactOptional(),
    headersSecret: secretName.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('email'),
    to: z.array(z.email('expected a mail address')).min(1).max(50).readonly(),
    locale: locale.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('slack'), urlSecret: secretName, locale: locale.exactOptional() }),
  z.strictObject({ kind: z.literal('teams'), urlSecret: secretName, locale: locale.exactOptional() }),
  z.strictObject({
    kind: z.literal('jira'),
    baseUrl: httpsUrl,
    project: text,
    issueType: text,
    user: text,
    tokenSecret: secretName,
    locale: locale.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('servicenow'),
    baseUrl: httpsUrl,
    table: text,
    user: text,
    passwordSecret: secretName,
    locale: locale.exactOptional(),
  }),
]);
export type TargetAddress = z.output<typeof targetAddress>;

/** What a target is given; absent: the whole event. */
export const targetInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), text: z.string().max(8192) }),
  z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(256) }),
  z.strictObject({
    kind: z.literal('transformer'),
    paths: z.record(z.string().min(1).max(256), z.string().min(1).max(256)).readonly(),
    template: z.string().min(1).max(8192),
  }),
]);

const targetId = z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/, 'expected 1 to 64 of letters, digits and . - _');

export const eventTarget = z.strictObject({
  id: targetId,
  address: targetAddress,
  input: targetInput.exactOptional(),
  retry: z
    .strictObject({
      maxAttempts: z.number().int().min(0).max(185),
      maxAgeSeconds: z.number().int().min(60).max(86_400),
    })
    .exactOptional()
    .meta({ description: 'Absent: 185 attempts within 24 hours.' }),
  deadLetterArn: arnOf('sqs', 'arn:aws:sqs:us-east-1:111111111111:queue').exactOptional(),
});
export type EventTarget = z.output<typeof eventTarget>;

export const eventTargets = list(eventTarget);
