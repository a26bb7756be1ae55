import type { AccessKey, Output } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { timeText } from './time-text.ts';

export function accessKeysText(keys: readonly AccessKey[], look: Look): string {
  if (keys.length === 0) return 'No access keys.';
  return tableText(
    [
      { head: 'ACCESS KEY ID', cell: ({ accessKeyId }) => accessKeyId },
      { head: 'NAME', cell: ({ name }) => name, least: 8 },
      { head: 'ACCOUNT', cell: ({ accountId }) => accountId },
      { head: 'CREATED', cell: ({ createdAt }) => timeText(createdAt), spare: true },
    ],
    keys,
    look,
  );
}

export function newAccessKeyText(key: Output<'createAccessKey'>, look: Look): string {
  const facts = factsText(
    [
      ['access key id', key.accessKeyId],
      ['secret access key', key.secretAccessKey],
      ['name', key.name],
      ['account', key.accountId],
    ],
    look,
  );
  return `${facts}\n\nThe secret is not shown again.`;
}
