/** What an operation takes or gives, in boto3's names. Shapes may hold themselves, so members are asked for one by one. */
export type ApiShape =
  | {
      readonly kind: 'structure';
      /** Unique within the service. */
      readonly name: string;
      readonly members: readonly string[];
      readonly required: readonly string[];
      readonly member: (name: string) => ApiShape | undefined;
    }
  | { readonly kind: 'list'; readonly element: () => ApiShape }
  | { readonly kind: 'map'; readonly value: () => ApiShape }
  | { readonly kind: 'text' | 'number' | 'boolean' | 'instant' | 'bytes' | 'any' };

export interface ApiOperation {
  readonly kind: 'operation';
  /** As AWS writes it, such as `DescribeInstances`. */
  readonly name: string;
  readonly access: 'read' | 'write';
  readonly input: ApiShape;
  readonly output: ApiShape;
  /** IAM actions that one call needs, such as `s3:PutBucketPublicAccessBlock`. Empty: not known. */
  readonly iamActions: readonly string[];
}

export type ApiLookup =
  | ApiOperation
  /** With up to three names that may have been meant, nearest first; looked for when asked for, since that is costly. */
  | { readonly kind: 'unknown-service' | 'unknown-operation'; readonly nearest: () => readonly string[] }
  /** A service of AWS whose model is not at hand here. */
  | { readonly kind: 'not-installed'; readonly packageName: string }
  /** Its answer is a stream of events, which no runbook can read. */
  | { readonly kind: 'event-stream' };

/** The operations of AWS by boto3's, the CLI's or the SDK's names. */
export interface ApiModel {
  operation(service: string, api: string): ApiLookup;
}
