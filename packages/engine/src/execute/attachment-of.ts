import type { Execution, ScriptJob } from '@trueup/core';
import type { EngineParts } from '../parts.ts';

/** An attachment of an execution's document; undefined where there is none of this name. */
export async function attachmentOf(
  { store }: Pick<EngineParts, 'store'>,
  { attachments = [] }: Pick<Execution, 'attachments'>,
  name: string,
): Promise<ScriptJob['attachment']> {
  const known = attachments.find((one) => one.name === name);
  const content = known && (await store.documents.attachment(known.sha256));
  return content && { name, content };
}
