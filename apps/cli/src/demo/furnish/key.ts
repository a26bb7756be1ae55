import { text, type Cloud } from '../cloud.ts';

export async function addKey(cloud: Cloud, traits: { readonly rotated: boolean }): Promise<string> {
  const key = text(await cloud.call('kms', 'CreateKey', { Description: 'demo' }), 'KeyMetadata', 'KeyId');
  if (traits.rotated) await cloud.call('kms', 'EnableKeyRotation', { KeyId: key });
  return key;
}
