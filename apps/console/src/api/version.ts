import { Problem } from '@trueup/api-contract';
import { z } from 'zod';

const document = z.object({ info: z.object({ version: z.string() }) });

/** The version of the server, as its OpenAPI document says it. */
export async function readVersion(): Promise<string> {
  const response = await fetch('/api/openapi.json', { redirect: 'error' });
  if (!response.ok) throw new Problem('unavailable', `the server answered with HTTP ${response.status}`);
  return document.parse(await response.json()).info.version;
}
