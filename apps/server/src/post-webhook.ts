import type { Post } from '@trueup/engine';

const MOST_CHARACTERS = 100_000;

/** POSTs to an integration's address. Redirects are not followed: the address was settled by whoever made it. */
export const postWebhook: Post = async ({ url, headers, body }, signal) => {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    return { kind: 'answered', status: response.status, text: (await response.text()).slice(0, MOST_CHARACTERS) };
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    const reason = cause instanceof Error ? cause.message : String(error);
    return { kind: 'failed', reason: `the POST to ${new URL(url).host} was not answered: ${reason}` };
  }
};
