import type { CallBudget } from './call-budget.ts';
import type { AwsCredentials } from './credentials.ts';
import { isThrottling } from './failure.ts';
import { lru } from './lru.ts';
import type { SdkClient, SdkClientConstructor, SdkMiddleware } from './sdk.ts';

/** Whose client it is: its budget, its region and its credentials. */
interface ClientFor {
  readonly service: string;
  readonly constructor: SdkClientConstructor;
  readonly account: string;
  readonly region: string;
  readonly credentialsKey: string;
  readonly credentials: () => Promise<AwsCredentials>;
}

export interface SdkClients {
  client(wanted: ClientFor): SdkClient;
  clear(): void;
}

export interface SdkClientOptions {
  readonly budget: CallBudget;
  readonly requestHandler: object;
  /** Every service's endpoint. Absent: AWS's own. */
  readonly endpoint: string | undefined;
  readonly attempted?: (attempt: AwsAttempt) => void;
}

/** One request to AWS, and what came of it. */
export interface AwsAttempt {
  /** As the SDK's packages name it, such as `s3`. */
  readonly service: string;
  readonly outcome: 'answered' | 'throttled' | 'failed';
}

const MOST_CLIENTS = 500;
/** Standard mode: adaptive collapses to one call a second when a third of the calls are throttled. */
const RETRIES = { retryMode: 'standard', maxAttempts: 6 };

export function sdkClients(options: SdkClientOptions): SdkClients {
  const clients = lru<SdkClient>(MOST_CLIENTS);
  return {
    client(wanted) {
      const key = `${wanted.service}:${wanted.account}:${wanted.region}:${wanted.credentialsKey}`;
      const known = clients.get(key);
      if (known !== undefined) return known;
      const made = makeClient(wanted, options);
      clients.set(key, made);
      return made;
    },
    clear: () => clients.clear(),
  };
}

function makeClient(wanted: ClientFor, options: SdkClientOptions): SdkClient {
  const client = new wanted.constructor({
    region: wanted.region,
    credentials: wanted.credentials,
    requestHandler: options.requestHandler,
    userAgentAppId: 'trueup',
    ...RETRIES,
    ...(options.endpoint === undefined ? {} : endpointConfig(wanted.service, options.endpoint)),
  });
  // It writes nothing without a logger, yet redacts every output for it: up to 40 % of a call.
  client.middlewareStack.remove('loggerMiddleware');
  // Right inside the retry loop, so that every attempt pays, and before the signature, which is good for 5 minutes only.
  client.middlewareStack.addRelativeTo(payFirst(wanted, options), {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'callBudget',
  });
  return client;
}

/** Names of hosts made of the bucket, the account or a prefix only resolve at AWS. */
function endpointConfig(service: string, endpoint: string): Readonly<Record<string, unknown>> {
  // S3 Control puts the account before the host whatever it is told, but for its own endpoint rules.
  if (service === 's3-control') {
    const resolved = { url: new URL(endpoint), headers: {}, properties: {} };
    return { endpointProvider: () => resolved, disableHostPrefix: true };
  }
  return { endpoint, disableHostPrefix: true, ...(service === 's3' ? { forcePathStyle: true } : {}) };
}

function payFirst(wanted: ClientFor, { budget, attempted }: SdkClientOptions): SdkMiddleware {
  const { service } = wanted;
  return (next, context) => async (args) => {
    const bucket = budget.bucket(wanted.account, wanted.region, wanted.service, operationOf(context));
    await bucket.take(abortSignalOf(context));
    try {
      const answer = await next(args);
      attempted?.({ service, outcome: 'answered' });
      return answer;
    } catch (error) {
      const throttled = isThrottling(error);
      attempted?.({ service, outcome: throttled ? 'throttled' : 'failed' });
      if (throttled) bucket.drain();
      throw error;
    }
  };
}

/** The client says which command it is. */
function operationOf({ commandName }: Readonly<Record<string, unknown>>): string {
  return typeof commandName === 'string' ? commandName.replace(/Command$/, '') : '';
}

/** Where the SDK's own retry loop finds it. */
function abortSignalOf(context: Readonly<Record<string, unknown>>): AbortSignal | undefined {
  const smithy = context['__smithy_context'] as { readonly abortSignal?: AbortSignal } | undefined;
  return smithy?.abortSignal;
}
