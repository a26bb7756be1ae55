import { policySchema } from '@trueup/core';
import type { GeneratedFile } from './generated-file.ts';

/** What editors complete and check a policy with. */
export function policySchemaFile(): GeneratedFile {
  return { path: 'docs/policy.schema.json', content: `${JSON.stringify(policySchema(), undefined, 2)}\n` };
}
