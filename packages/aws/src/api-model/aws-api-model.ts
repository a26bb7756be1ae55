import { NormalizedSchema } from '@smithy/core/schema';
import { nearestNames, type ApiLookup, type ApiModel } from '@trueup/core';
import { accessOf } from '../door/access.ts';
import { botoShapes } from '../door/boto-shapes.ts';
import { foldName, loadSdkModule, type SdkModule } from '../door/sdk.ts';
import { SERVICE_ALIASES, SERVICE_PACKAGES } from '../door/service-names.ts';
import { servicePackage } from '../door/service-package.ts';
import { inputShape, outputShape } from './api-shape.ts';
import { iamActionsOf } from './iam-actions.ts';

/** The operations of the installed SDK clients, out of the schemas that the clients themselves run on. */
export function awsApiModel(): ApiModel {
  const modules = new Map<string, SdkModule | undefined>();
  const moduleOf = (name: string): SdkModule | undefined => {
    if (!modules.has(name)) modules.set(name, loadSdkModule(name));
    return modules.get(name);
  };
  const known = new Map<string, ApiLookup>();
  return {
    operation(service, api) {
      const name = servicePackage(service);
      if (name === undefined) return { kind: 'unknown-service', nearest: () => nearestNames(service, serviceNames()) };
      const module = moduleOf(name);
      // A client from before the schemas tells nothing of its operations.
      if (!module || module.operations.size === 0) {
        return { kind: 'not-installed', packageName: `@aws-sdk/client-${name}` };
      }
      const key = `${name}:${foldName(api)}`;
      const found = known.get(key) ?? lookUp(module, name, api);
      if (found.kind === 'operation') known.set(key, found);
      return found;
    },
  };
}

/** As runbooks name them: boto3's short names before the clients' long ones. */
function serviceNames(): readonly string[] {
  return [...SERVICE_ALIASES.keys(), ...SERVICE_PACKAGES];
}

function lookUp(module: SdkModule, service: string, api: string): ApiLookup {
  const found = module.operations.get(foldName(api));
  if (!found) {
    const names = (): readonly string[] => [...module.operations.values()].map(({ name }) => name);
    return { kind: 'unknown-operation', nearest: () => nearestNames(api, names()) };
  }
  const [input, output] = [normalized(found.schema[4]), normalized(found.schema[5])];
  if (input.getEventStreamMember() !== '' || output.getEventStreamMember() !== '') return { kind: 'event-stream' };
  const { name } = found;
  return {
    kind: 'operation',
    name,
    access: accessOf(service, name),
    input: inputShape(input, service, botoShapes({ service, name }).extraMembers),
    output: outputShape(output, service),
    iamActions: iamActionsOf(service, name),
  };
}

function normalized(schema: unknown): NormalizedSchema {
  return NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]);
}
