import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The browser itself keeps a `__Host-` cookie to this host, this path and TLS. Without TLS, which is on this machine
 * alone, there is no such cookie.
 */
const nameFor = ({ protocol }: FastifyRequest): string =>
  protocol === 'https' ? '__Host-trueup-session' : 'trueup-session';

const settings = (request: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' }) as const;

export function sessionCookie(request: FastifyRequest): string | undefined {
  return request.cookies[nameFor(request)];
}

/** It ends with the browser; the server ends it earlier. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, secret: string): void {
  reply.setCookie(nameFor(request), secret, settings(request));
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(nameFor(request), settings(request));
}
