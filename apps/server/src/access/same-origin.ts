import { CSRF_HEADER, Problem } from '@trueup/api-contract';
import type { Session } from '@trueup/core';
import type { FastifyRequest } from 'fastify';
import { hashOf, sameSecret } from './secrets.ts';

/** Rejects a request that a page of another origin made a browser send. */
export function checkCsrf(request: FastifyRequest, session: Session): void {
  const given = request.headers[CSRF_HEADER];
  if (typeof given !== 'string' || !sameSecret(hashOf(given), session.csrfHash)) {
    throw new Problem('forbidden', `a change by session needs the header '${CSRF_HEADER}' of GET /auth/session`);
  }
  if (!saysWhereFrom(request)) {
    throw new Problem('forbidden', "a change by session needs the header 'Origin' or 'Sec-Fetch-Site'");
  }
  checkOrigin(request);
}

/** Rejects what says that it comes from another origin. Programs that are no browsers say nothing. */
export function checkOrigin(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const own = `${request.protocol}://${request.host}`;
  if (origin !== undefined && origin !== own) throw new Problem('forbidden', 'this comes from another origin');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new Problem('forbidden', 'this comes from another origin');
  }
}

const saysWhereFrom = ({ headers }: FastifyRequest): boolean =>
  headers.origin !== undefined || headers['sec-fetch-site'] === 'same-origin';
