import type { Trueup } from '../operations.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../schema/actor.ts';
import type { ApiToken, User } from '../schema/user.ts';
import { notFound } from './not-found.ts';

/** People and their tokens, by name and by id. */
export interface People {
  readonly users: Map<string, User>;
  readonly tokens: Map<string, ApiToken>;
}

export const noPeople = (): People => ({ users: new Map(), tokens: new Map() });

const AT = '2026-01-31T09:30:00.000Z';
const LATER = '2999-01-01T00:00:00.000Z';

type Scripted = Pick<
  Trueup,
  | 'listUsers'
  | 'createUser'
  | 'changeUser'
  | 'disableUser'
  | 'enableUser'
  | 'whoAmI'
  | 'changePassword'
  | 'listTokens'
  | 'createToken'
  | 'revokeToken'
>;

export function scriptedUsers(world: People, actor: Actor): Scripted {
  const userOf = (name: string): User => world.users.get(name) ?? notFound('user', name);
  const keep = (user: User): User => {
    world.users.set(user.name, user);
    return user;
  };
  return {
    listUsers: async () => ({ items: [...world.users.values()] }),
    async createUser({ password, ...given }) {
      if (world.users.has(given.name)) throw new Problem('conflict', `the name ${given.name} is taken`);
      const hasPassword = password !== undefined;
      return keep({ ...given, id: `user-${world.users.size + 1}`, hasPassword, createdAt: AT });
    },
    changeUser: async ({ password: _password, ...changes }) => keep({ ...userOf(changes.name), ...changes }),
    disableUser: async ({ name }) => keep({ ...userOf(name), disabledAt: AT }),
    async enableUser({ name }) {
      const { disabledAt: _disabledAt, ...user } = userOf(name);
      return keep(user);
    },
    whoAmI: async () => ({ name: actor.name, via: 'process', grants: [{ role: 'admin' }] }),
    changePassword: async () => userOf(actor.name),
    listTokens: async () => ({ items: [...world.tokens.values()] }),
    async createToken({ name, grants }) {
      const id = `token-${world.tokens.size + 1}`;
      const given = grants === undefined ? {} : { grants };
      const token = { id, userId: actor.name, name, ...given, createdAt: AT, expiresAt: LATER };
      world.tokens.set(id, token);
      return { ...token, secret: `trueup_pat_${id}` };
    },
    async revokeToken({ id }) {
      const token = { ...(world.tokens.get(id) ?? notFound('token', id)), revokedAt: AT };
      world.tokens.set(id, token);
      return token;
    },
  };
}
