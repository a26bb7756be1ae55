import { Problem } from './problem.ts';

/** Sends a request, and resolves when the answer begins. Rejects with a Problem when nobody answers. */
export async function reach(baseUrl: string, target: string, request: RequestInit): Promise<Response> {
  try {
    // The token must not follow a redirect to another place.
    return await fetch(`${baseUrl}${target}`, { ...request, redirect: 'error' });
  } catch (error) {
    throw unreached(baseUrl, error);
  }
}

export function unreached(baseUrl: string, error: unknown): Problem {
  return new Problem('unavailable', `the server at ${baseUrl} did not answer: ${causeOf(error)}`, { cause: error });
}

/** `fetch failed` says nothing; what failed is in the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error.cause instanceof Error)) return error.message;
  const { code } = error.cause as Error & { readonly code?: unknown };
  return error.cause.message || String(code ?? error.message);
}
