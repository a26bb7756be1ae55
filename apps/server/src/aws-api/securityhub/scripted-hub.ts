import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { memoryStore } from '@trueup/testing/memory';
import { onTestFinished } from 'vitest';
import { scriptedApi } from '../scripted-api.ts';
import type { FindingsPort } from './findings-port.ts';
import type { StandardsPort } from './standards-port.ts';

/** A client of the SDK for a key named ann, of an API that answers as the test says. */
export async function hubOf(
  findings: Partial<FindingsPort>,
  standards: Partial<StandardsPort> = {},
): Promise<SecurityHubClient> {
  const { settingsOf } = await scriptedApi(memoryStore().store, onTestFinished, { findings, standards });
  const client = new SecurityHubClient(await settingsOf('ann'));
  onTestFinished(() => client.destroy());
  return client;
}
