import type { CallFailure } from '@trueup/core';

/** Thrown through the SDK when credentials cannot be had in the middle of a call. */
export class CredentialsRefused extends Error {
  readonly failure: CallFailure;

  constructor(failure: CallFailure) {
    super(failure.message);
    this.name = 'CredentialsRefused';
    this.failure = failure;
  }
}

/**
 * What went wrong with a call, out of whatever the SDK threw. `operation` is for the message, such as `ec2 RunInstances`.
 * Codes are boto3's (`NoSuchEntity`), not the SDK's class names (`NoSuchEntityException`).
 */
export function callFailure(error: unknown, operation: string, signal?: AbortSignal): CallFailure {
  if (error instanceof CredentialsRefused) return error.failure;
  if (signal?.aborted) return aborted(signal, operation);
  const thrown = error as SdkError;
  const httpStatus = thrown.$metadata?.httpStatusCode ?? 0;
  if (!isReported(thrown, operation)) return unanswered(thrown, operation) ?? unreadable(thrown, httpStatus, operation);
  const code = errorCode(thrown, httpStatus);
  return { code, message: oneLine(thrown.message, code, operation), httpStatus, kind: failureKind(code, httpStatus) };
}

/** AWS asked for fewer calls. */
export function isThrottling(error: unknown): boolean {
  const thrown = error as SdkError;
  const httpStatus = thrown.$metadata?.httpStatusCode ?? 0;
  return thrown.$fault !== undefined && failureKind(errorCode(thrown, httpStatus), httpStatus) === 'throttled';
}

interface SdkError {
  readonly name?: string;
  readonly message?: string;
  /** The wire's code, where the protocol has one beside the exception's class. */
  readonly Code?: unknown;
  readonly Error?: { readonly Code?: unknown };
  /** Node's code of a failed connection. */
  readonly code?: unknown;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

/**
 * Whether the service itself said it. The SDK sets $fault on what it could read, but it also reads a tidy HTML page:
 * then a 404 would pass for a resource that does not exist. An answer to HEAD has no body, whatever type it claims.
 */
function isReported(error: SdkError, operation: string): boolean {
  if (error.$fault === undefined) return false;
  const isPage = error.$response?.headers?.['content-type']?.startsWith('text/html') ?? false;
  return !isPage || / Head[A-Z]/.test(operation);
}

function errorCode(error: SdkError, httpStatus: number): string {
  for (const code of [error.Error?.Code, error.Code, error.name]) {
    if (typeof code === 'string' && code !== '' && code !== 'Error' && code !== 'Unknown') return code;
  }
  return String(httpStatus);
}

const DENIED =
  /AccessDenied|Unauthorized|NotAuthorized|AuthFailure|AuthorizationError|^Forbidden|InvalidClientTokenId|UnrecognizedClient|ExpiredToken|SignatureDoesNotMatch|InvalidAccessKeyId|MissingAuthentication|OptInRequired/;
const THROTTLED =
  /Throttl|^RequestLimitExceeded$|^SlowDown$|TooManyRequests|^BandwidthLimitExceeded$|^PriorRequestNotComplete$|^ProvisionedThroughputExceeded|^RequestThrottled/;
const NOT_FOUND = /NotFound|^NoSuch|NonExistent|DoesNotExist|\.Unknown$|NotExist/;
const INVALID =
  /^(Invalid|Malformed|Missing|Unknown|Unsupported|Illegal)|Validation|Malformed|InvalidParameter|BadRequest/;

function failureKind(code: string, httpStatus: number): CallFailure['kind'] {
  if (httpStatus === 429 || THROTTLED.test(code)) return 'throttled';
  if (httpStatus === 401 || httpStatus === 403 || DENIED.test(code)) return 'access-denied';
  if (NOT_FOUND.test(code) || httpStatus === 404) return 'not-found';
  if (httpStatus >= 500) return 'service-fault';
  return INVALID.test(code) ? 'invalid' : 'other';
}

function aborted(signal: AbortSignal, operation: string): CallFailure {
  const timedOut = (signal.reason as { name?: unknown } | undefined)?.name === 'TimeoutError';
  return timedOut
    ? { code: 'Timeout', message: `${operation} took longer than it was given`, httpStatus: 0, kind: 'timed-out' }
    : { code: 'Cancelled', message: `${operation} was cancelled by its caller`, httpStatus: 0, kind: 'other' };
}

/** Node's codes for a peer that cannot be reached or that hung up. The SDK names some of these TimeoutError. */
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ECONNABORTED|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+)$/;

/** The connection failed, maybe in the middle of an answer; or nothing was sent at all. */
function unanswered(error: SdkError, operation: string): CallFailure | undefined {
  const code = typeof error.code === 'string' ? error.code : '';
  if (UNREACHABLE.test(code)) {
    return { code: 'NoAnswer', message: `${operation} got no answer: ${code}`, httpStatus: 0, kind: 'unreachable' };
  }
  if (error.name === 'TimeoutError') {
    return { code: 'Timeout', message: `${operation} got no answer in time`, httpStatus: 0, kind: 'timed-out' };
  }
  if (error.name === 'CredentialsProviderError') {
    const message = `${operation} was not sent: there are no AWS credentials`;
    return { code: 'NoCredentials', message, httpStatus: 0, kind: 'access-denied' };
  }
  return undefined;
}

/**
 * A page of a proxy, or of a stand-in that does not know the operation: the parser's complaint helps nobody.
 * Without a status it is the SDK that refused to send, and its message says why.
 */
function unreadable(error: SdkError, httpStatus: number, operation: string): CallFailure {
  if (httpStatus === 0) {
    const name = error.name ?? 'Error';
    return { code: name, message: oneLine(error.message, name, operation), httpStatus, kind: 'other' };
  }
  const code = httpStatus === 404 || httpStatus === 500 || httpStatus === 501 ? 'NotImplemented' : 'UnexpectedAnswer';
  const message = `${operation} was answered with HTTP ${httpStatus} and something that is not the service's: the endpoint does not implement it, or is not AWS's`;
  const kind = httpStatus === 403 ? 'access-denied' : httpStatus >= 500 ? 'service-fault' : 'other';
  return { code, message, httpStatus, kind };
}

const LONGEST_MESSAGE = 1_000;

function oneLine(message: string | undefined, code: string, operation: string): string {
  const text = (message ?? '').replace(/\s+/g, ' ').trim().slice(0, LONGEST_MESSAGE);
  return text === '' || text === 'UnknownError' ? `${operation} failed with ${code}` : text;
}
