import { readFile } from 'node:fs/promises';
import { grants } from '@trueup/api-contract';
import type { Grant } from '@trueup/core';
import { z } from 'zod';

/** How people log in through another issuer of identities. */
export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where browsers find this server, such as `https://trueup.example.com`. */
  readonly publicUrl: URL;
  /** What membership of a group of the issuer gives, in place of the grants that the user has here. Absent: nothing. */
  readonly groups?: Readonly<Record<string, readonly Grant[]>>;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const groupMap = z.record(z.string().max(200), grants);

/** Undefined: it is not asked for. Rejects where it is only half settled, or would send secrets in the clear. */
export async function oidcSettings(environment: NodeJS.ProcessEnv): Promise<OidcSettings | undefined> {
  const issuer = environment['TRUEUP_OIDC_ISSUER'];
  if (issuer === undefined) return undefined;
  const groups = await given(environment, 'TRUEUP_OIDC_GROUPS');
  return {
    issuer: safeUrl('TRUEUP_OIDC_ISSUER', issuer),
    clientId: needed('TRUEUP_OIDC_CLIENT_ID', await given(environment, 'TRUEUP_OIDC_CLIENT_ID')),
    clientSecret: needed('TRUEUP_OIDC_CLIENT_SECRET', await given(environment, 'TRUEUP_OIDC_CLIENT_SECRET')),
    publicUrl: safeUrl('TRUEUP_PUBLIC_URL', needed('TRUEUP_PUBLIC_URL', environment['TRUEUP_PUBLIC_URL'])),
    ...(groups === undefined ? {} : { groups: groupsOf(groups) }),
  };
}

/** The value itself, or the content of the file that `NAME_FILE` names. */
async function given(environment: NodeJS.ProcessEnv, name: string): Promise<string | undefined> {
  const file = environment[`${name}_FILE`];
  return file === undefined ? environment[name] : (await readFile(file, 'utf8')).trim();
}

function needed(name: string, value: string | undefined): string {
  if (value === undefined || value === '') throw new Error(`${name} goes with TRUEUP_OIDC_ISSUER`);
  return value;
}

function safeUrl(name: string, text: string): URL {
  if (!URL.canParse(text)) throw new Error(`${name}: expected a URL`);
  const url = new URL(text);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname))) return url;
  throw new Error(`${name}: expected https; http only for this machine`);
}

function groupsOf(text: string): Readonly<Record<string, readonly Grant[]>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error('TRUEUP_OIDC_GROUPS: expected JSON, group to grants', { cause: error });
  }
  const parsed = groupMap.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `TRUEUP_OIDC_GROUPS: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'expected group to grants'}`,
  );
}
