/** Why the store cannot be used. Closed list. */
export type StoreFault =
  | 'cannot-start'
  | 'cannot-connect'
  | 'connection-lost'
  | 'disk-full'
  | 'too-many-connections'
  | 'newer-version'
  | 'migrating';

/**
 * The store cannot be used now. After `connection-lost` it is not known whether the last statement outside a
 * transaction took effect; a transaction took effect as a whole or not at all.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly fault: StoreFault;

  constructor(fault: StoreFault, detail: string, cause?: unknown) {
    super(`The store is not available (${fault}): ${oneLine(detail)}`, { cause });
    this.fault = fault;
  }
}

/** Turns a fault of the connection or of the server's disk into StoreUnavailable; leaves every other error as it is. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof StoreUnavailable || !(error instanceof Error)) return error;
  const fault = faultOf(error);
  return fault ? new StoreUnavailable(fault, reasonOf(error), error) : error;
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html and Node's system error codes.
const FAULTS: Readonly<Record<string, StoreFault>> = {
  '53100': 'disk-full',
  '53300': 'too-many-connections',
  '57P01': 'connection-lost',
  '57P02': 'connection-lost',
  '57P05': 'connection-lost',
  '25P03': 'connection-lost',
  '57P03': 'cannot-connect',
  '28000': 'cannot-connect',
  '28P01': 'cannot-connect',
  '3D000': 'cannot-connect',
  ECONNREFUSED: 'cannot-connect',
  ENOENT: 'cannot-connect',
  ENOTFOUND: 'cannot-connect',
  EAI_AGAIN: 'cannot-connect',
  EACCES: 'cannot-connect',
  ETIMEDOUT: 'connection-lost',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  ENOSPC: 'disk-full',
};

function faultOf(error: Error): StoreFault | undefined {
  const code = codeOf(error);
  if (code !== undefined && FAULTS[code]) return FAULTS[code];
  if (code?.startsWith('08')) return 'connection-lost';
  // pg reports these without a code.
  if (/timeout exceeded when trying to connect|timeout expired/i.test(error.message)) return 'cannot-connect';
  if (/connection terminated|connection error and is not queryable|client was closed/i.test(error.message)) {
    return 'connection-lost';
  }
  return undefined;
}

/** A server's name that resolves to several addresses gives an AggregateError with an empty message. */
function reasonOf(error: Error): string {
  if (error.message !== '') return error.message;
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : (codeOf(error) ?? 'no reason given');
}

/** The error's code: an SQLSTATE of the server or a system error's name. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, '; ').trim();
}
