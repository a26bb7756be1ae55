import type { Post } from '@trueup/engine';

const MOST_BYTES = 100_000;

/**
 * POSTs to an integration's address. Redirects are not followed: the address was settled by whoever made it. Address
 * and headers hold secrets, so no reason tells more than the host and an error's code.
 */
export const postWebhook: Post = async ({ url, headers, body }, signal) => {
  const target = targetOf(url, headers);
  if (!target) return { kind: 'failed', reason: "the integration's address or headers are not valid" };
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: target.headers,
      body,
      signal,
      redirect: 'manual',
    });
    return { kind: 'answered', status: response.status, text: await textOf(response) };
  } catch (error) {
    return { kind: 'failed', reason: `the POST to ${target.url.host} was not answered: ${codeOf(error)}` };
  }
};

/** Undefined: not valid. Why not would quote the secrets. */
function targetOf(
  url: string,
  headers: Readonly<Record<string, string>>,
): { readonly url: URL; readonly headers: Headers } | undefined {
  try {
    const parsed = new URL(url);
    if (!/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '') return undefined;
    return { url: parsed, headers: new Headers(headers) };
  } catch {
    return undefined;
  }
}

/** As much of the body as is kept: the rest is not waited for. */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the body.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size >= MOST_BYTES) break;
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MOST_BYTES));
}

function codeOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: unknown; readonly cause?: { readonly code?: unknown } };
  if (typeof cause?.code === 'string') return cause.code;
  return name === 'TimeoutError' || name === 'AbortError' ? name : 'no reason known';
}
