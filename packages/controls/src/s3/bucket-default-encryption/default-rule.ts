import type { JsonObject } from '@trueup/core';

/** The one rule of a bucket's default encryption. S3 takes one, and knows none besides it. */
export function defaultRule(configuration: JsonObject): JsonObject {
  const encryption = configuration['Encryption'] as JsonObject | null;
  const [rule] = (encryption?.['Rules'] ?? []) as readonly JsonObject[];
  return rule ?? {};
}

/**
 * How new objects are encrypted when the request does not say. Without a configuration S3 uses its own keys, since
 * January 2023 (S3 user guide, default encryption FAQ).
 */
export function defaultAlgorithm(configuration: JsonObject): string {
  const byDefault = defaultRule(configuration)['ApplyServerSideEncryptionByDefault'] as JsonObject | undefined;
  return (byDefault?.['SSEAlgorithm'] as string | undefined) ?? 'AES256';
}
