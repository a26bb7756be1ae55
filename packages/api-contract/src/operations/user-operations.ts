import { z } from 'zod';
import { operation } from '../operation.ts';
import { actorName } from '../schema/actor.ts';
import { id } from '../schema/id.ts';
import { list } from '../schema/list.ts';
import { apiToken, email, grants, identity, newPassword, oidcSubject, user } from '../schema/user.ts';

const name = actorName;
const LONGEST_TOKEN_DAYS = 365;

const people = {
  listUsers: operation({
    method: 'GET',
    path: '/api/v1/users',
    summary: 'The people who may come in, by name',
    input: z.strictObject({}),
    output: z.object({ items: list(user) }),
  }),
  createUser: operation({
    method: 'POST',
    path: '/api/v1/users',
    summary: 'Lets a person in: by password, or by OpenID Connect',
    input: z.strictObject({
      name,
      email: email.exactOptional(),
      grants,
      oidc: oidcSubject.exactOptional(),
      password: newPassword.exactOptional(),
    }),
    output: user,
  }),
  changeUser: operation({
    method: 'POST',
    path: '/api/v1/users/{name}/update',
    summary: 'Changes what is given of a person; what he may do changes at once',
    input: z.strictObject({
      name,
      email: email.exactOptional(),
      grants: grants.exactOptional(),
      oidc: oidcSubject.exactOptional(),
      password: newPassword.exactOptional().meta({ description: 'Ends his sessions.' }),
    }),
    output: user,
  }),
  disableUser: operation({
    method: 'POST',
    path: '/api/v1/users/{name}/disable',
    summary: 'Lets a person in no more: his sessions end, his tokens count for nothing',
    input: z.strictObject({ name }),
    output: user,
  }),
  enableUser: operation({
    method: 'POST',
    path: '/api/v1/users/{name}/enable',
    summary: 'Lets a disabled person in again',
    input: z.strictObject({ name }),
    output: user,
  }),
};

const own = {
  whoAmI: operation({
    method: 'GET',
    path: '/api/v1/me',
    summary: 'Whoever asks, how he came in, and what he may do',
    input: z.strictObject({}),
    output: identity,
  }),
  changePassword: operation({
    method: 'POST',
    path: '/api/v1/me/password',
    summary: 'Sets one’s own password; every session ends',
    input: z.strictObject({ current: z.string().min(1).max(256), next: newPassword }),
    output: user,
  }),
  listTokens: operation({
    method: 'GET',
    path: '/api/v1/tokens',
    summary: 'One’s own API tokens, without their secrets; an admin sees those of all',
    input: z.strictObject({}),
    output: z.object({ items: list(apiToken) }),
  }),
  createToken: operation({
    method: 'POST',
    path: '/api/v1/tokens',
    summary: 'Makes an API token of one’s own; its secret is shown this once',
    input: z.strictObject({
      name: z.string().trim().min(1).max(100),
      grants: grants.exactOptional().meta({ description: 'Absent: all of one’s own.' }),
      days: z.number().int().min(1).max(LONGEST_TOKEN_DAYS).meta({ description: 'Until it expires.' }),
    }),
    output: apiToken.extend({ secret: z.string() }),
  }),
  revokeToken: operation({
    method: 'POST',
    path: '/api/v1/tokens/{id}/revoke',
    summary: 'Ends an API token of one’s own, an admin anyone’s',
    input: z.strictObject({ id }),
    output: apiToken,
  }),
};

export const userOperations = { ...people, ...own };
