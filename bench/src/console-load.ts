import { logIn, settled, type Page } from '@trueup/testing/browser';

/** What the console may weigh before its first page is there. */
const MOST_KB = 450;

/**
 * Everything that a browser with an empty cache fetches until the first page is there after a log-in: bytes on the wire,
 * compressed as the server sends them. Answers of the API are told apart.
 */
export async function firstLoad(
  page: Page,
  who: { readonly name: string; readonly password: string },
): Promise<readonly (readonly string[])[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map<string, string>();
  const bytes = { page: 0, script: 0, style: 0, api: 0, requests: 0 };
  session.on('Network.responseReceived', ({ requestId, response }) =>
    urls.set(requestId, new URL(response.url).pathname),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const path = urls.get(requestId) ?? '';
    bytes.requests += 1;
    if (/^\/(?:api|auth)\//.test(path)) bytes.api += encodedDataLength;
    else if (path.endsWith('.js')) bytes.script += encodedDataLength;
    else if (path.endsWith('.css')) bytes.style += encodedDataLength;
    else bytes.page += encodedDataLength;
  });
  await page.goto('/');
  await logIn(page, who);
  await settled(page);
  const kb = (count: number): string => `${(count / 1024).toFixed(0)} KB`;
  return [
    ['scripts', kb(bytes.script), ''],
    ['styles', kb(bytes.style), ''],
    ['page and icon', kb(bytes.page), ''],
    ['all of it', kb(bytes.script + bytes.style + bytes.page), `≤ ${MOST_KB} KB`],
    ['answers of the API', `${kb(bytes.api)}, ${bytes.requests} requests in all`, ''],
  ];
}
