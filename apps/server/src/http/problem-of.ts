import { Problem } from '@trueup/api-contract';

/** What the outside may know of an error. Undefined: a fault of ours, whose text stays in the log. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return undefined;
  const { statusCode, code } = error as Error & { readonly statusCode?: unknown; readonly code?: unknown };
  // Only the web framework's own refusals of a request carry both.
  if (typeof statusCode !== 'number' || typeof code !== 'string' || !code.startsWith('FST_')) return undefined;
  return statusCode >= 400 && statusCode < 500
    ? new Problem('invalid', error.message, { status: statusCode, cause: error })
    : undefined;
}
