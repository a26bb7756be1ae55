/** What the form of an account holds. */
export interface AccountDraft {
  readonly id: string;
  readonly name: string;
  readonly organizationalUnit: string;
  readonly owner: string;
  readonly regions: readonly string[];
  /** Empty: the credentials of the server are used as they are. */
  readonly role: string;
  readonly externalId: string;
}

export type AccountField = 'id' | 'name' | 'organizationalUnit' | 'regions' | 'role' | 'externalId';

const RULES: Readonly<Record<AccountField, (draft: AccountDraft) => boolean>> = {
  id: ({ id }) => /^\d{12}$/.test(id),
  name: ({ name }) => name.trim() !== '' && name.length <= 256,
  organizationalUnit: ({ organizationalUnit }) =>
    organizationalUnit === '' || /^\/[\w .\-/]{0,200}$/.test(organizationalUnit),
  regions: ({ regions }) => regions.length > 0,
  role: ({ role }) => role === '' || /^[\w+=,.@/-]{1,512}$/.test(role),
  externalId: ({ externalId, role }) => role === '' || (externalId.length >= 16 && externalId.length <= 1224),
};

/** The fields that the policy would not take. */
export function draftFaults(draft: AccountDraft): readonly AccountField[] {
  return (Object.keys(RULES) as AccountField[]).filter((field) => !RULES[field](draft));
}

/** The entry of the policy's list of accounts. */
export function accountEntry(draft: AccountDraft): string {
  const { id, name, organizationalUnit, owner, role, externalId } = draft;
  const members = {
    id,
    name: name.trim(),
    ...(role === '' ? {} : { role, externalId }),
    ...(organizationalUnit === '' ? {} : { organizationalUnit }),
    ...(owner.trim() === '' ? {} : { owner: owner.trim() }),
  };
  // A text in JSON's quotes is the same text in YAML.
  const lines = Object.entries(members).map(([member, value]) => `    ${member}: ${JSON.stringify(value)}`);
  return `  - ${lines.join('\n').trimStart()}\n`;
}

/** A policy that finds in this account, and changes nothing that a person did not ask for. */
export function firstPolicy(draft: AccountDraft): string {
  return [
    `regions: [${draft.regions.join(', ')}]\n`,
    'accounts:\n',
    accountEntry(draft),
    'remediations:\n',
    '  - { name: all-others, controls: ["*"], mode: manual }\n',
  ].join('');
}

/** A text that nobody can guess, as the trust of the member role wants one. */
export function newExternalId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return `trueup-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
