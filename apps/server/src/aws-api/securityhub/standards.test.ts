import {
  BatchDisableStandardsCommand,
  BatchEnableStandardsCommand,
  DescribeStandardsCommand,
  DescribeStandardsControlsCommand,
  GetEnabledStandardsCommand,
  UpdateStandardsControlCommand,
} from '@aws-sdk/client-securityhub';
import type { StandardSetting } from '@trueup/core';
import { expect, test } from 'vitest';
import { ACCOUNT, OTHER } from '../scripted-api.ts';
import { hubOf } from './scripted-hub.ts';

const HUB = `arn:aws:securityhub:eu-west-1:${ACCOUNT}`;
const FSBP = 'aws-foundational-security-best-practices/v/1.0.0';
const CIS = 'cis-aws-foundations-benchmark/v/1.2.0';

async function withSettings(...settings: StandardSetting[]) {
  const none = { fsbp: false, cis: { v1_2: null, v1_4: null, v3_0: null, v5_0: null }, pciDss321: [], nist80053r5: [] };
  const control = (id: string, standards: object) => ({
    id,
    title: `${id} is wrong`,
    severity: 'HIGH' as const,
    standards: { ...none, ...standards },
  });
  const controls = [
    control('S3.2', { fsbp: true }),
    control('IAM.1', { fsbp: true, cis: { ...none.cis, v1_2: '1.22' } }),
    control('S3.9', {}),
  ];
  const changed: StandardSetting[] = [];
  const standards = {
    settings: () => Promise.resolve([...settings, ...changed]),
    change: (changes: readonly StandardSetting[]) => Promise.resolve(void changed.push(...changes)),
    controls: () => controls,
  };
  return { hub: await hubOf({}, standards), changed };
}

test('every standard can be described, a page at a time', async () => {
  const { hub } = await withSettings();
  const first = await hub.send(new DescribeStandardsCommand({ MaxResults: 4 }));
  const second = await hub.send(new DescribeStandardsCommand({ MaxResults: 4, NextToken: first.NextToken }));
  expect(
    [...(first.Standards ?? []), ...(second.Standards ?? [])].map((one) => [one.StandardsArn, one.EnabledByDefault]),
  ).toEqual([
    [`arn:aws:securityhub:::ruleset/${CIS}`, false],
    ['arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/1.4.0', false],
    ['arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/3.0.0', false],
    ['arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/5.0.0', false],
    [`arn:aws:securityhub:eu-west-1::standards/${FSBP}`, true],
    ['arn:aws:securityhub:eu-west-1::standards/nist-800-53/v/5.0.0', false],
    ['arn:aws:securityhub:eu-west-1::standards/pci-dss/v/3.2.1', false],
  ]);
});

test('a standard is enabled and disabled for the account of the key', async () => {
  const { hub, changed } = await withSettings({ kind: 'standard-enabled', standard: 'cis/3.0.0', accountId: OTHER });
  const enabled = async () => {
    const { StandardsSubscriptions } = await hub.send(new GetEnabledStandardsCommand({}));
    return StandardsSubscriptions?.map((one) => [one.StandardsSubscriptionArn, one.StandardsStatus]);
  };
  expect(await enabled()).toEqual([[`${HUB}:subscription/${FSBP}`, 'READY']]);
  const StandardsArn = `arn:aws:securityhub:::ruleset/${CIS}`;
  const enable = new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn }] });
  expect((await hub.send(enable)).StandardsSubscriptions).toMatchObject([
    { StandardsSubscriptionArn: `${HUB}:subscription/${CIS}`, StandardsArn, StandardsStatus: 'READY' },
  ]);
  expect(await enabled()).toHaveLength(2);
  const StandardsSubscriptionArns = [`${HUB}:subscription/${FSBP}`];
  expect(
    (await hub.send(new BatchDisableStandardsCommand({ StandardsSubscriptionArns }))).StandardsSubscriptions,
  ).toMatchObject([{ StandardsStatus: 'DELETING' }]);
  expect(await enabled()).toEqual([[`${HUB}:subscription/${CIS}`, 'READY']]);
  expect(
    (await hub.send(new GetEnabledStandardsCommand({ StandardsSubscriptionArns }))).StandardsSubscriptions,
  ).toEqual([]);
  expect(changed).toEqual([
    { kind: 'standard-enabled', standard: 'cis/1.2.0', accountId: ACCOUNT },
    { kind: 'standard-disabled', standard: 'fsbp/1.0.0', accountId: ACCOUNT },
  ]);
  const unknown = new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn: 'x' }] });
  await expect(hub.send(unknown)).rejects.toMatchObject({ name: 'InvalidInputException' });
});

test('the controls of an enabled standard are described, and switched with a reason', async () => {
  const { hub } = await withSettings();
  const subscription = `${HUB}:subscription/${FSBP}`;
  const describe = async (StandardsSubscriptionArn = subscription) =>
    (await hub.send(new DescribeStandardsControlsCommand({ StandardsSubscriptionArn }))).Controls;
  const control = `${HUB}:control/${FSBP}/S3.2`;
  const shown = {
    StandardsControlArn: control,
    ControlStatus: 'ENABLED',
    ControlId: 'S3.2',
    Title: 'S3.2 is wrong',
    SeverityRating: 'HIGH',
    RelatedRequirements: ['S3.2'],
  };
  expect(await describe()).toMatchObject([{ ControlId: 'IAM.1' }, shown]);
  const update = (StandardsControlArn: string, changes: object) =>
    hub.send(new UpdateStandardsControlCommand({ StandardsControlArn, ...changes }));
  await update(control, { ControlStatus: 'DISABLED', DisabledReason: 'a public site' });
  expect((await describe())?.[1]).toMatchObject({
    ...shown,
    ControlStatus: 'DISABLED',
    DisabledReason: 'a public site',
  });
  await update(control, { ControlStatus: 'ENABLED' });
  expect((await describe())?.[1]).toMatchObject(shown);
  await expect(update(control, { ControlStatus: 'DISABLED' })).rejects.toMatchObject({ name: 'InvalidInputException' });
  await expect(update(control, {})).rejects.toMatchObject({ name: 'InvalidInputException' });
  const missing = { name: 'ResourceNotFoundException' };
  for (const arn of [`${HUB}:control/${FSBP}/S3.9`, `${HUB}:control/${CIS}/S3.2`, control.replace(ACCOUNT, OTHER)]) {
    await expect(update(arn, { ControlStatus: 'ENABLED' })).rejects.toMatchObject(missing);
  }
  await expect(describe(`${HUB}:subscription/${CIS}`)).rejects.toMatchObject(missing);
});
