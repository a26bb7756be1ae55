import type { Json, JsonObject } from '@trueup/core';

/** No IAM name holds this character, so a pattern matches these only by its wildcards. */
const ANY = '\u{fffd}'.repeat(3);
const ANY_ACTION = `s3:${ANY}`;

/** Whether a policy document allows every S3 action on every bucket and object, by one statement without conditions. */
export function grantsFullS3Access(document: JsonObject, partition: string): boolean {
  const statements = listOf(document['Statement']) as readonly JsonObject[];
  return statements.some(
    (statement) =>
      statement['Effect'] === 'Allow' &&
      !isConditional(statement) &&
      allowsEveryAction(statement) &&
      reachesEveryResource(statement, partition),
  );
}

function isConditional(statement: JsonObject): boolean {
  return Object.keys((statement['Condition'] ?? {}) as JsonObject).length > 0;
}

/** With NotAction all S3 actions are allowed, unless one of its patterns speaks of S3. */
function allowsEveryAction(statement: JsonObject): boolean {
  if (statement['NotAction'] === undefined) {
    return textsOf(statement['Action']).some((pattern) => matches(pattern, ANY_ACTION));
  }
  return !textsOf(statement['NotAction']).some((pattern) => matches(pattern.replace(/:.*/s, ''), 's3'));
}

function reachesEveryResource(statement: JsonObject, partition: string): boolean {
  const bucket = `arn:${partition}:s3:::${ANY}`;
  const patterns = textsOf(statement['Resource']);
  return [bucket, `${bucket}/${ANY}`].every((name) => patterns.some((pattern) => matches(pattern, name)));
}

/** IAM's wildcards: `*` stands for any text, `?` for one character. Actions are told apart without regard to case. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replace(/\*+/g, '.*').replaceAll('?', '.')}$`, 'isu').test(text);
}

/** IAM takes one value in place of a list of one. */
function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function textsOf(value: Json | undefined): readonly string[] {
  return listOf(value).map(String);
}
