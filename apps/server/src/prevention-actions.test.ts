import { awsApiModel } from '@trueup/aws';
import { catalogue } from '@trueup/controls';
import { expect, test } from 'vitest';

/** CloudTrail's names of calls that the API calls otherwise (S3 user guide, events in CloudTrail). */
const OPERATION_OF: Readonly<Record<string, string>> = {
  PutBucketPublicAccessBlock: 'PutPublicAccessBlock',
  DeleteBucketPublicAccessBlock: 'DeletePublicAccessBlock',
};
const SERVICES = ['s3', 'ec2', 'iam', 'kms', 'rds', 'cloudtrail'];

const model = awsApiModel();

function actionsOf(service: string, name: string): readonly string[] {
  const found = model.operation(service, OPERATION_OF[name] ?? name);
  return found.kind === 'operation' ? found.iamActions : [];
}

const rows = catalogue.map(({ control, prevention }) => [control.id, prevention] as const);

test.each(rows)('the actions that the policy for %s denies are those of calls that AWS has', (_id, prevention) => {
  const { causes, serviceControlPolicy } = prevention;
  if (serviceControlPolicy.kind === 'none') return;
  for (const action of serviceControlPolicy.statements.flatMap((statement) => statement.Action)) {
    const [service = '', name = ''] = action.split(':');
    const known = [name, ...causes].flatMap((call) => actionsOf(service, call));
    expect(known).toContain(action);
  }
});

test.each(rows)('the calls that bring about the fault of %s are calls that AWS has', (_id, { causes }) => {
  const unknown = causes.filter((name) => SERVICES.every((service) => actionsOf(service, name).length === 0));
  expect(unknown).toEqual([]);
});
