import type { Input, Trueup } from '@trueup/api-contract';
import type { ApplicationParts } from './application-parts.ts';
import { settled } from './settled.ts';

type Exceptions = Pick<
  Trueup,
  'listExceptions' | 'getException' | 'placeException' | 'changeException' | 'removeException'
>;

export function exceptionOperations({ engine, actor }: Pick<ApplicationParts, 'engine' | 'actor'>): Exceptions {
  const { operations } = engine;
  return {
    listExceptions: (query) => operations.listExceptions(query),
    async getException({ id }) {
      const { kind: _kind, ...shown } = settled(await operations.showException(id));
      return shown;
    },
    placeException: async (given) => settled(await operations.placeException(inUtc(given), actor)).exception,
    changeException: async ({ id, ...changes }) =>
      settled(await operations.changeException(id, inUtc(changes), actor)).exception,
    removeException: async ({ id, reason }) => settled(await operations.removeException(id, reason, actor)).exception,
  };
}

/** Instants are compared as text, so each is in UTC. */
function inUtc<T extends Partial<Pick<Input<'placeException'>, 'expiresAt'>>>(given: T): T {
  return given.expiresAt === undefined ? given : { ...given, expiresAt: new Date(given.expiresAt).toISOString() };
}
