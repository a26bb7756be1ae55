import type { ApiToken, Grant, Identity, User } from '@trueup/api-contract';
import type { Look } from '../terminal/look.ts';
import { tableText } from '../terminal/table.ts';
import { factsText } from './facts.ts';
import { timeText } from './time-text.ts';

/** As `--role` takes it. */
function grantText({ role, accounts = [], organizationalUnits = [] }: Grant): string {
  const places = [...accounts, ...organizationalUnits];
  return places.length === 0 ? role : `${role}@${places.join(',')}`;
}

const grantsText = (grants: readonly Grant[]): string => grants.map(grantText).join(' ') || 'nothing';

export function usersText(users: readonly User[], look: Look): string {
  if (users.length === 0) return 'No users: whoever has the data directory is the only one.';
  return tableText(
    [
      { head: 'NAME', cell: ({ name }) => name },
      { head: 'MAY', cell: ({ grants }) => grantsText(grants), least: 12 },
      { head: 'COMES IN BY', cell: waysIn },
      { head: 'STATE', cell: ({ disabledAt }) => (disabledAt === undefined ? 'let in' : 'disabled') },
      { head: 'CREATED', cell: ({ createdAt }) => timeText(createdAt), spare: true },
    ],
    users,
    look,
  );
}

const NO_LOG_IN = 'no log-in yet';

function waysIn({ hasPassword, oidc, email }: User): string {
  const ways = [hasPassword ? 'password' : '', oidc !== undefined || email !== undefined ? 'OpenID Connect' : ''];
  return ways.filter((way) => way !== '').join(', ') || NO_LOG_IN;
}

export function userText(user: User, look: Look): string {
  return factsText(
    [
      ['name', user.name],
      ['may', grantsText(user.grants)],
      ['comes in by', waysIn(user)],
      ['next', waysIn(user) === NO_LOG_IN ? `trueup users update ${user.name} --password` : undefined],
      ['e-mail', user.email],
      ['issuer', user.oidc?.issuer],
      ['subject', user.oidc?.subject],
      ['disabled', user.disabledAt === undefined ? undefined : timeText(user.disabledAt)],
    ],
    look,
  );
}

export function tokensText(tokens: readonly ApiToken[], look: Look): string {
  if (tokens.length === 0) return 'No tokens.';
  return tableText(
    [
      { head: 'ID', cell: ({ id }) => id },
      { head: 'NAME', cell: ({ name }) => name, least: 8 },
      {
        head: 'MAY',
        cell: ({ grants }) => (grants === undefined ? 'what its user may' : grantsText(grants)),
        least: 8,
      },
      { head: 'EXPIRES', cell: ({ expiresAt }) => timeText(expiresAt) },
      { head: 'USED', cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? 'never' : timeText(lastUsedAt)) },
      { head: 'STATE', cell: ({ revokedAt }) => (revokedAt === undefined ? '' : 'revoked'), spare: true },
    ],
    tokens,
    look,
  );
}

export function identityText({ name, via, grants, tokenGrants }: Identity, look: Look): string {
  return factsText(
    [
      ['name', name],
      ['came in by', via],
      ['may', grantsText(grants)],
      ['token leaves', tokenGrants === undefined ? undefined : grantsText(tokenGrants)],
    ],
    look,
  );
}
