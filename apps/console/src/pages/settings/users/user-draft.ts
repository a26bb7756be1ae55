import type { Grant, Input, Role, User } from '@trueup/api-contract';

/** A role in the form; without places it holds everywhere. */
export interface GrantDraft {
  readonly role: Role;
  readonly accounts: readonly string[];
  readonly organizationalUnits: readonly string[];
}

/** What the form of a person holds. */
export interface UserDraft {
  readonly name: string;
  readonly email: string;
  /** keep: as it is; else how he is to come in. `email`: by OpenID Connect, found by his address. */
  readonly way: 'keep' | 'password' | 'oidc' | 'email';
  readonly password: string;
  readonly issuer: string;
  readonly subject: string;
  readonly grants: readonly GrantDraft[];
}

export const NEW_USER: UserDraft = {
  name: '',
  email: '',
  way: 'password',
  password: '',
  issuer: '',
  subject: '',
  grants: [{ role: 'viewer', accounts: [], organizationalUnits: [] }],
};

export function draftOf({ name, email = '', oidc, grants }: User): UserDraft {
  return {
    name,
    email,
    way: 'keep',
    password: '',
    issuer: oidc?.issuer ?? '',
    subject: oidc?.subject ?? '',
    grants: grantDrafts(grants),
  };
}

export const grantDrafts = (grants: readonly Grant[]): readonly GrantDraft[] =>
  grants.map(({ role, accounts = [], organizationalUnits = [] }) => ({ role, accounts, organizationalUnits }));

export const grantsOf = (drafts: readonly GrantDraft[]): readonly Grant[] =>
  drafts.map(({ role, accounts, organizationalUnits }) => ({
    role,
    ...(accounts.length === 0 ? {} : { accounts }),
    ...(organizationalUnits.length === 0 ? {} : { organizationalUnits }),
  }));

/** What is given to let the person in. */
export function newUserOf(draft: UserDraft): Input<'createUser'> {
  return { name: draft.name.trim(), ...emailOf(draft), grants: grantsOf(draft.grants), ...wayOf(draft) };
}

/** Only what differs from how the person is now; undefined when nothing does. */
export function changesOf(user: User, draft: UserDraft): Input<'changeUser'> | undefined {
  const grants = grantsOf(draft.grants);
  const isSame = JSON.stringify(grants) === JSON.stringify(grantsOf(grantDrafts(user.grants)));
  const changes = {
    ...(draft.email.trim() === (user.email ?? '') ? {} : emailOf(draft)),
    ...(isSame ? {} : { grants }),
    ...wayOf(draft),
  };
  return Object.keys(changes).length === 0 ? undefined : { name: user.name, ...changes };
}

function emailOf({ email }: UserDraft): { readonly email?: string } {
  return email.trim() === '' ? {} : { email: email.trim() };
}

function wayOf({ way, password, issuer, subject }: UserDraft): Pick<Input<'createUser'>, 'password' | 'oidc'> {
  switch (way) {
    case 'password':
      return { password };
    case 'oidc':
      return { oidc: { issuer: issuer.trim(), subject: subject.trim() } };
    case 'email':
    case 'keep':
      return {};
  }
}
