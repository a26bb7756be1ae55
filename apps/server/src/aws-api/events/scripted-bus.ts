import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { memoryStore } from '@trueup/testing/memory';
import { onTestFinished } from 'vitest';
import { scriptedApi } from '../scripted-api.ts';
import type { EventsPort } from './events-port.ts';

/** A client of the SDK for a key named ann, of an API that answers as the test says. */
export async function busOf(events: Partial<EventsPort>): Promise<EventBridgeClient> {
  const { settingsOf } = await scriptedApi(memoryStore().store, onTestFinished, { events });
  const client = new EventBridgeClient(await settingsOf('ann'));
  onTestFinished(() => client.destroy());
  return client;
}
