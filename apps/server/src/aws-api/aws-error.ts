/** An error as AWS's JSON protocol tells it. Thrown by operations and by what stands before them, and by nothing else. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** Such as `InvalidDocument`. */
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, { status = 400, cause }: { status?: number; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
  }
}

/** Errors that every service has write their text in lower case; those of an operation's model in upper case. */
const COMMON = new Set([
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'RequestEntityTooLargeException',
  'SerializationException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationException',
]);

export interface ErrorAnswer {
  readonly status: number;
  readonly body: object;
}

/** As the services of AWS JSON 1.1 answer. */
export function jsonErrorAnswer({ code, message, status }: AwsError): ErrorAnswer {
  return { status, body: { __type: code, [COMMON.has(code) ? 'message' : 'Message']: message } };
}
