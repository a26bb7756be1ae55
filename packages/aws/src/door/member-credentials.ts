import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { homeRegion, partitionOf, type CallFailure, type Region, type Scope } from '@trueup/core';
import type { AwsAccess } from './aws-access.ts';
import { credentialCache, type AwsCredentials, type Credentials } from './credentials.ts';
import { callFailure, CredentialsRefused } from './failure.ts';
import { resolveOperation } from './operation.ts';
import type { SdkClients } from './sdk-clients.ts';

/** What a session acts as. `key` is the same for the same rights. */
export interface Identity {
  readonly key: string;
  credentials(): Credentials | Promise<Credentials>;
  /** For the SDK, which knows no answer but credentials: throws CredentialsRefused. */
  provide(): Promise<AwsCredentials>;
}

/** The session policy with its hash; undefined leaves the role whole. */
export interface Narrowing {
  readonly policy: string;
  readonly hash: string;
}

export interface MemberCredentials {
  /** The member role of an account, narrowed; the process's own credentials for an account without a role. */
  identity(scope: Scope, access: AwsAccess, narrowing: Narrowing | undefined): Identity;
  clear(): void;
}

export interface MemberCredentialOptions {
  readonly clients: SdkClients;
  readonly sessionName: string;
  /** The region this process runs in, if it is known. */
  readonly ownRegion: Region | undefined;
}

export function memberCredentials(options: MemberCredentialOptions): MemberCredentials {
  const cache = credentialCache();
  const chain = fromNodeProviderChain();
  const own = identity('own', () => cache.get('own', () => ownCredentials(chain)));

  return {
    identity(scope, access, narrowing) {
      if (access.role === undefined) return own;
      const wanted: AssumeRole = {
        RoleArn: `arn:${scope.partition}:iam::${scope.accountId}:role/${access.role}`,
        RoleSessionName: options.sessionName,
        ...(access.externalId === undefined ? {} : { ExternalId: access.externalId }),
        ...(narrowing === undefined ? {} : { Policy: narrowing.policy }),
      };
      const key = `${wanted.RoleArn}:${access.externalId ?? ''}:${narrowing?.hash ?? 'whole'}`;
      const region = stsRegion(scope, options.ownRegion);
      return identity(key, () => cache.get(key, () => assumeRole(wanted, region, own, options.clients)));
    },
    clear: () => cache.clear(),
  };
}

interface AssumeRole {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly ExternalId?: string;
  readonly Policy?: string;
}

function identity(key: string, get: () => Credentials | Promise<Credentials>): Identity {
  return {
    key,
    credentials: get,
    async provide() {
      const got = await get();
      if (got.kind === 'failed') throw new CredentialsRefused(got.failure);
      return got.credentials;
    },
  };
}

async function ownCredentials(chain: () => Promise<AwsCredentials>): Promise<Credentials> {
  try {
    return { kind: 'credentials', credentials: await chain() };
  } catch (error) {
    return { kind: 'failed', failure: callFailure(error, 'the first call') };
  }
}

/**
 * The nearest endpoint of STS that surely knows the process's credentials: a region that must be opted into only
 * takes accounts that did. Credentials of a regional endpoint are good in every region.
 */
function stsRegion(scope: Scope, ownRegion: Region | undefined): Region {
  return ownRegion !== undefined && partitionOf(ownRegion) === scope.partition
    ? ownRegion
    : homeRegion(scope.partition);
}

async function assumeRole(
  wanted: AssumeRole,
  region: Region,
  own: Identity,
  clients: SdkClients,
): Promise<Credentials> {
  const label = `sts AssumeRole of ${wanted.RoleArn}`;
  try {
    const resolved = resolveOperation('sts', 'AssumeRole');
    if (resolved.kind === 'failed') return resolved;
    const client = clients.client({
      service: 'sts',
      constructor: resolved.operation.client,
      account: own.key,
      region,
      credentialsKey: own.key,
      credentials: own.provide,
    });
    const output = await client.send(new resolved.operation.command(wanted), { sent: { requests: 0 } });
    return assumedCredentials(output, label);
  } catch (error) {
    return { kind: 'failed', failure: named(callFailure(error, label), wanted.RoleArn) };
  }
}

function assumedCredentials(output: unknown, label: string): Credentials {
  const found = (output as { readonly Credentials?: Record<string, unknown> }).Credentials ?? {};
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = found;
  const expiration = found['Expiration'];
  const whole =
    typeof accessKeyId === 'string' && typeof secretAccessKey === 'string' && typeof sessionToken === 'string';
  if (whole && expiration instanceof Date) {
    return { kind: 'credentials', credentials: { accessKeyId, secretAccessKey, sessionToken, expiration } };
  }
  const message = `${label} was answered without credentials`;
  return { kind: 'failed', failure: { code: 'UnexpectedAnswer', message, httpStatus: 200, kind: 'service-fault' } };
}

/** A refusal must say which role, for AWS's own text does not always. */
function named(failure: CallFailure, role: string): CallFailure {
  return failure.message.includes(role) ? failure : { ...failure, message: `${role}: ${failure.message}` };
}
