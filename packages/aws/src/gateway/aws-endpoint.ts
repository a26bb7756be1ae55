import { loadSdkModule } from '../door/sdk.ts';
import type { Partition } from '@trueup/core';

/** Where a request goes, and the region that its signature then names. */
export interface AwsEndpoint {
  readonly url: URL;
  readonly signingRegion: string;
}

interface WantedEndpoint {
  readonly servicePackage: string;
  readonly signingName: string;
  readonly region: string;
  readonly partition: Partition;
  readonly accountId: string;
}

/** The parts of an SDK client that know its endpoints. */
interface EndpointClient {
  readonly config: {
    readonly endpointProvider?: (parameters: Readonly<Record<string, unknown>>) => {
      readonly url: URL;
      readonly properties?: { readonly authSchemes?: readonly { readonly signingRegion?: string }[] };
    };
  };
}

const SUFFIXES: Readonly<Record<string, string>> = { aws: 'amazonaws.com', 'aws-us-gov': 'amazonaws.com' };
const CHINA = 'amazonaws.com.cn';
/** Hosts that are not named as the service signs (botocore's endpoint prefixes), of services without paths. */
const PREFIXES: Readonly<Record<string, string>> = {
  'dynamodb-streams': 'streams.dynamodb',
  ecr: 'api.ecr',
  'ecr-public': 'api.ecr-public',
  'marketplace-entitlement-service': 'entitlement.marketplace',
  'marketplace-metering': 'metering.marketplace',
  memorydb: 'memory-db',
  'migrationhub-config': 'migrationhub-config',
  pricing: 'api.pricing',
  sagemaker: 'api.sagemaker',
  ses: 'email',
  'timestream-query': 'query.timestream',
  'timestream-write': 'ingest.timestream',
};
/** Services of one region only. */
const HOME_REGIONS: Readonly<Record<string, string>> = {
  budgets: 'us-east-1',
  ce: 'us-east-1',
  globalaccelerator: 'us-west-2',
  health: 'us-east-1',
  shield: 'us-east-1',
  support: 'us-east-1',
  waf: 'us-east-1',
};

/** AWS's own endpoint: by the rules of the service's client where it is installed, else by the usual pattern. */
export function awsEndpoint(wanted: WantedEndpoint): AwsEndpoint {
  const module = loadSdkModule(wanted.servicePackage);
  if (module === undefined) return usualEndpoint(wanted);
  const client = new module.client({ region: wanted.region }) as unknown as EndpointClient;
  const resolved = client.config.endpointProvider?.({
    Region: wanted.region,
    UseFIPS: false,
    UseDualStack: false,
    UseGlobalEndpoint: false,
    ...(wanted.servicePackage === 's3' ? { ForcePathStyle: true } : {}),
    ...(wanted.servicePackage === 's3-control' ? { AccountId: wanted.accountId, RequiresAccountId: true } : {}),
  });
  if (resolved === undefined) return usualEndpoint(wanted);
  return { url: resolved.url, signingRegion: resolved.properties?.authSchemes?.[0]?.signingRegion ?? wanted.region };
}

function usualEndpoint({ servicePackage, signingName, region, partition }: WantedEndpoint): AwsEndpoint {
  const home = partition === 'aws' ? (HOME_REGIONS[signingName] ?? region) : region;
  const prefix = PREFIXES[servicePackage] ?? signingName;
  // A dot more would make it the host of something else, and it gets the session's token.
  if (!/^[a-z0-9-]+$/.test(signingName)) throw new Error(`'${signingName}' is not the name of a service`);
  return { url: new URL(`https://${prefix}.${home}.${SUFFIXES[partition] ?? CHINA}`), signingRegion: home };
}
