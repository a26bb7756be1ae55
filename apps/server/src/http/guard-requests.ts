import { Problem, type Trueup } from '@trueup/api-contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOf } from '../access/auth-routes.ts';
import { authentication } from '../access/authenticate.ts';
import { denials, type Denial } from '../access/denials.ts';
import type { Principal } from '../access/principal.ts';
import { DOORKEEPER } from '../access/record-access.ts';
import { checkRoles, restrictedTrueup, type Restriction } from '../access/restricted-trueup.ts';
import { checkCsrf } from '../access/same-origin.ts';
import type { AppOptions } from './app-options.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the sender is known. */
    principal: Principal | undefined;
  }
  interface FastifyContextConfig {
    /** Tries a secret: asked for seldom. */
    logIn?: boolean;
    /** Stays open by itself, so it does not count as use of a session. */
    watches?: boolean;
  }
}

/** Trueup as far as whoever sent this request may. */
export type TrueupOf = (request: FastifyRequest) => Trueup;
/** Whether whoever sent a request that goes on would be let in with it now. */
export type StillMay = (request: FastifyRequest) => Promise<boolean>;

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets nobody in whom it does not know, and writes down whom it refused. What is open says so itself. */
export function guardRequests(
  app: FastifyInstance,
  { application, access, adminToken }: Pick<AppOptions, 'application' | 'access' | 'adminToken'>,
): { readonly trueupOf: TrueupOf; readonly stillMay: StillMay } {
  const principalOfSender = authentication(adminToken, access);
  const denied = denials(access);
  const restrictionOf = (request: FastifyRequest): Restriction => {
    const principal = principalOf(request);
    const written: Restriction['denied'] = (denial) =>
      denied({ ...denial, actor: principal.actor, address: request.ip });
    return { principal, parts: access, denied: written };
  };
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const { open, operation, watches } = request.routeOptions.config;
    if (open === true) return;
    try {
      request.principal = await principalOfSender(request, watches === true ? 'look' : 'use');
      const { session } = request.principal;
      if (session && !READING.has(request.method)) checkCsrf(request, session);
    } catch (error) {
      if (isDenial(error)) await denied(denialOf(request, error));
      throw error;
    }
    if (operation !== undefined) await checkRoles(operation, restrictionOf(request));
  });
  return {
    trueupOf(request) {
      const restriction = restrictionOf(request);
      return restrictedTrueup(application(restriction.principal.actor), restriction);
    },
    async stillMay(request) {
      const { operation } = request.routeOptions.config;
      try {
        const principal = await principalOfSender(request, 'look');
        // Nobody asks for anything here, so there is nothing to write down.
        if (operation !== undefined) await checkRoles(operation, { principal, parts: access, denied: unwritten });
        return true;
      } catch (error) {
        if (isDenial(error)) return false;
        throw error;
      }
    },
  };
}

const unwritten = async (): Promise<void> => undefined;

const isDenial = (error: unknown): error is Problem =>
  error instanceof Problem && (error.code === 'unauthenticated' || error.code === 'forbidden');

/** One key for all strangers, so that a crowd of them fills no log. */
function denialOf(request: FastifyRequest, { message }: Problem): Denial {
  const actor = request.principal?.actor ?? DOORKEEPER;
  const { operation = 'unknown' } = request.routeOptions.config;
  return { actor, operation: request.principal ? operation : 'log-in', reason: message, address: request.ip };
}
