interface RehearsalDocument {
  readonly name: string;
  readonly content: string;
}

export const PAUSING_STEP = 'waitForAPerson';

/** Runbooks that people brought along. Each takes the name of a bucket. */
export const rehearsalDocuments = {
  good: document('Demo-EnableVersioning', [versioning('{{ Bucket }}')]),
  /** Looks for a bucket that is not there: nobody can say before what the rest of it would do. */
  unclear: document('Demo-LooksElsewhere', [
    step('lookElsewhere', { Api: 'GetBucketVersioning', Bucket: '{{ Bucket }}-elsewhere' }),
    versioning('{{ Bucket }}'),
  ]),
  /** Names a bucket that is not there, so that AWS refuses it each time. */
  failing: document('Demo-WrongBucket', [versioning('{{ Bucket }}-elsewhere')]),
  /** Waits in the middle for a person. */
  pausing: document('Demo-WaitsForAPerson', [
    { name: PAUSING_STEP, action: 'aws:pause', inputs: {} },
    step('blockPublicAccess', {
      Api: 'PutPublicAccessBlock',
      Bucket: '{{ Bucket }}',
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    }),
  ]),
};

function document(name: string, mainSteps: readonly object[]): RehearsalDocument {
  const content = { schemaVersion: '0.3', parameters: { Bucket: { type: 'String' } }, mainSteps };
  return { name, content: JSON.stringify(content) };
}

function step(name: string, inputs: object): object {
  return { name, action: 'aws:executeAwsApi', inputs: { Service: 's3', ...inputs } };
}

function versioning(bucket: string): object {
  const VersioningConfiguration = { Status: 'Enabled' };
  return step('enableVersioning', { Api: 'PutBucketVersioning', Bucket: bucket, VersioningConfiguration });
}
