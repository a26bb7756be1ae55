import type { AccountId, StoredDocument, Store } from '@trueup/core';
import { automationLab, freshAccount, labStore, type AutomationLab } from '@trueup/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';

/** What a key of one account may start: nothing in the name of another one. */
let store: Store;
let lab: AutomationLab;
let other: AccountId;

beforeAll(async () => {
  store = await labStore();
});
afterAll(() => store.close());
beforeEach(() => {
  other = freshAccount();
  lab = automationLab(inject('awsLabEndpoint'), store, { otherAccounts: [other] });
});
afterEach(() => lab.close());

const REST = '  - { name: Rest, action: aws:sleep, inputs: { Duration: PT0S } }';
const SLEEP = `schemaVersion: '0.3'\nmainSteps:\n${REST}\n`;
const withRole = (account: AccountId): string => `assumeRole: arn:aws:iam::${account}:role/Runner\n${SLEEP}`;
const key = (): { callerAccount: AccountId } => ({ callerAccount: lab.aws.accountId });

async function stored(name: string, sharedWith: StoredDocument['sharedWith'] = []): Promise<string> {
  const createdAt = '2026-01-01T00:00:00.000Z';
  const versions = { defaultVersion: 1, latestVersion: 1 };
  await store.documents.save({ name, owner: other, createdAt, tags: [], ...versions, sharedWith });
  const text = { format: 'YAML', content: SLEEP, hash: 'x' } as const;
  await store.documents.addVersion({ name, version: 1, ...text, createdAt, createdBy: 'test', attachments: [] });
  return name;
}

test("a key's execution takes a role of the key's own account alone; the administrator's any", async () => {
  const refusal = await lab.refusal(withRole(other), {}, key());
  expect(refusal).toContain(`arn:aws:iam::${other}:role/Runner is of another account`);
  expect(await lab.run(withRole(lab.aws.accountId), {}, key())).toMatchObject({ status: 'Success', ...key() });
  const free = await lab.run(withRole(other));
  expect(free).toMatchObject({ status: 'Success', scope: { accountId: other } });
  expect(free).not.toHaveProperty('callerAccount');
});

const CALLING = `
schemaVersion: '0.3'
parameters: { Child: { type: String } }
mainSteps:
  - { name: Call, action: aws:executeAutomation, inputs: { DocumentName: '{{ Child }}' } }
`;

test("a key's execution starts what its account may see, another's document by its ARN alone", async () => {
  const hidden = await stored(`Hidden-${other}`);
  const shared = await stored(`Shared-${other}`, [{ accountId: lab.aws.accountId, version: '$DEFAULT' }]);
  const arn = (name: string): string => `arn:aws:ssm:eu-west-1:${other}:document/${name}`;
  for (const Child of [hidden, arn(hidden), shared]) {
    expect(await lab.run(CALLING, { Child }, key())).toMatchObject({ status: 'Failed' });
    const document = { kind: 'stored', name: Child } as const;
    expect(await lab.refusal('', {}, { ...key(), document })).toContain('unknown-document');
  }
  const parent = await lab.run(CALLING, { Child: arn(shared) }, key());
  expect(parent).toMatchObject({ status: 'Success' });
  expect(await store.executions.children(parent.id)).toMatchObject([key()]);
  expect(await lab.run(CALLING, { Child: hidden })).toMatchObject({ status: 'Success' });
});

const NAMED = `schemaVersion: '0.3'\nparameters: { Name: { type: String } }\nmainSteps:\n${REST}\n`;

test('what a spread starts is held to the same account', async () => {
  const targets = [{ Key: 'ParameterValues', Values: ['a', 'b'] }];
  const parent = await lab.run(NAMED, {}, { ...key(), targetParameterName: 'Name', targets });
  expect(parent).toMatchObject({ status: 'Success' });
  expect(await store.executions.children(parent.id)).toMatchObject([key(), key()]);
});

test('locations of a key are accounts that the policy names', async () => {
  const places = (account: AccountId) => ({
    ...key(),
    targetLocations: [{ Accounts: [account], Regions: [lab.aws.region], ExecutionRoleName: 'Runner' }],
  });
  const parent = await lab.run(SLEEP, {}, places(other));
  expect(parent).toMatchObject({ status: 'Success' });
  expect(await store.executions.children(parent.id)).toMatchObject([{ ...key(), scope: { accountId: other } }]);
  expect(await lab.refusal(SLEEP, {}, places(freshAccount()))).toContain('Not in the policy');
});

test('a client token is of one account', async () => {
  const clientToken = crypto.randomUUID();
  const mine = await lab.begin(SLEEP, {}, { ...key(), clientToken });
  const theirs = await lab.begin(SLEEP, {}, { callerAccount: other, clientToken });
  const again = await lab.begin(SLEEP, {}, { ...key(), clientToken: clientToken.toUpperCase() });
  expect(theirs.id).not.toBe(mine.id);
  expect(again.id).toBe(mine.id);
});
