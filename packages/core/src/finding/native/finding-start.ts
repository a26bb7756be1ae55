import { partitionOf } from '../../resource/resource.ts';
import { cutText } from '../ocsf/cut-text.ts';
import { present } from '../ocsf/members.ts';
import type { Place } from './resource-names.ts';

/** Members of a service's finding as Security Hub's own integration of that service names it. */
export interface NativeFinding {
  readonly place: Place;
  /** The product's name in its ARN, and as people see it. */
  readonly product: readonly [id: string, name: string];
  readonly id: string;
  readonly generatorId: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly firstObservedAt?: string | undefined;
  readonly lastObservedAt?: string | undefined;
  readonly label: string;
  readonly archived: boolean;
  /** Texts by name; at most 45 are kept, and no blank ones, which ASFF does not take. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const MOST_FIELDS = 45;

/**
 * What findings of all services have in common. The ProductArn and Id are those of the service's integration with
 * Security Hub, so that a finding that comes both ways is one.
 */
export function findingStart(native: NativeFinding) {
  const { place, product, id, archived, label } = native;
  const partition = partitionOf(place.region);
  const productArn = `arn:${partition}:securityhub:${place.region}::product/aws/${product[0]}`;
  return {
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: productArn,
    ProductName: product[1],
    CompanyName: 'Amazon',
    Region: place.region,
    GeneratorId: native.generatorId,
    AwsAccountId: place.accountId,
    Types: [native.type],
    ...present({ FirstObservedAt: native.firstObservedAt, LastObservedAt: native.lastObservedAt }),
    CreatedAt: native.createdAt,
    UpdatedAt: native.updatedAt,
    Severity: { Label: label },
    Title: cutText(native.title, 256),
    Description: cutText(native.description, 1024),
    ProductFields: {
      ...Object.fromEntries(fieldsOf(native).map(([name, value]) => [cutText(name, 128), cutText(value, 2048)])),
      'aws/securityhub/FindingId': cutText(`${productArn}/${id}`, 2048),
      'aws/securityhub/ProductName': product[1],
      'aws/securityhub/CompanyName': 'Amazon',
    },
    FindingProviderFields: { Severity: { Label: label }, Types: [native.type] },
    Workflow: { Status: 'NEW' },
    RecordState: archived ? 'ARCHIVED' : 'ACTIVE',
  };
}

function fieldsOf({ fields }: NativeFinding): NativeFinding['fields'] {
  return fields.filter(([, value]) => value.trim() !== '').slice(0, MOST_FIELDS);
}
