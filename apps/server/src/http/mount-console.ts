import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Problem } from '@trueup/api-contract';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Where the build of the console puts a nonce that is another for each page. */
const NONCE_PLACE = /__CSP_NONCE__/g;
const A_YEAR_MS = 365 * 86_400_000;

/** What says something to a browser about pages alone: a page has dozens of files, and each would repeat it. */
const OF_PAGES = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'x-request-id',
];

/** Says what to do, to whoever opens a server whose console was never built. */
const NOT_BUILT =
  'The console is not built. Run `npm run build` in the folder of Trueup and start the server again. ' +
  'The API answers under /api/v1.\n';

/**
 * Serves the built console: its files under /assets, and its one page for every other path that is not the API's. Both
 * are open, for they tell nothing of this installation; what the page shows it asks for with the session of whoever
 * looks at it.
 */
export async function mountConsole(app: FastifyInstance, folder: string): Promise<void> {
  const open = { config: { open: true }, exposeHeadRoute: true };
  // Whoever mistypes a path of the API is told so, after a log-in, and not shown a page.
  for (const path of ['/api/*', '/auth/*']) {
    app.all(path, async ({ method, url }) => {
      throw new Problem('not-found', `nothing answers ${method} ${url.split('?')[0] ?? ''}`);
    });
  }
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/*', open, async (_request, reply) => unbuilt(reply));
    return;
  }
  await app.register(async (assets) => {
    assets.addHook('onRoute', (route) => {
      Object.assign((route.config ??= {}), { open: true });
    });
    assets.addHook('onSend', async (_request, reply) => {
      for (const name of OF_PAGES) reply.removeHeader(name);
    });
    await assets.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      preCompressed: true,
      // Names hold a hash of what is in them.
      immutable: true,
      maxAge: A_YEAR_MS,
      index: false,
      decorateReply: false,
    });
  });
  // Browsers ask for it again whenever the address of the page changes.
  app.get('/icon.svg', open, async (_request, reply) =>
    reply
      .type('image/svg+xml')
      .header('cache-control', 'max-age=86400')
      .send(await readFile(join(folder, 'icon.svg'))),
  );
  app.get('/*', open, async (_request, reply) => {
    // Read anew: after an upgrade the old files are gone.
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    const nonce = randomBytes(16).toString('base64');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policyOf(nonce))
      .send(page.replace(NONCE_PLACE, nonce));
  });
}

const unbuilt = (reply: FastifyReply): FastifyReply =>
  reply.status(404).type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(NOT_BUILT);

/**
 * Scripts and styles of this server alone, and of the page only what holds the nonce. Styles that a script sets on an
 * element are no inline styles to a browser. Images in stylesheets are data of the components.
 */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
