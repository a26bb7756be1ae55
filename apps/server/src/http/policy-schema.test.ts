import { policySchema } from '@trueup/core';
import { expect, onTestFinished, test } from 'vitest';
import { serveScripted } from '../testing/serve-scripted.ts';

test('editors get the schema of the policy without a log-in', async () => {
  const { address, close } = await serveScripted();
  onTestFinished(() => close());
  const response = await fetch(`${address}/api/policy.schema.json`);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await response.json()).toEqual(policySchema());
});
