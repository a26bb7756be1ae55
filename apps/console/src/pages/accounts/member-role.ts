/** What is said to AWS to make the member role in an account, as text to copy. */

/** The name that the template gives the role when nobody chose another. */
export const DEFAULT_ROLE = 'TrueupMember';
export const TEMPLATE_FILE = 'trueup-member-role.json';

const ASSUMED = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

/**
 * Whom the member role should trust: of a session of a role, the role itself, since sessions come and go. A role that
 * has a path is named without it here, because a session does not tell it.
 */
export function principalOf(callerArn: string): string {
  const [, partition, accountId, role] = ASSUMED.exec(callerArn) ?? [];
  return role === undefined ? callerArn : `arn:${partition}:iam::${accountId}:role/${role}`;
}

interface Deployment {
  /** Absent: it is left to fill in. */
  readonly principal?: string | undefined;
  readonly externalId?: string | undefined;
  readonly role?: string | undefined;
}

/** The command that makes the role, with the credentials of the account. What is not known is left to fill in. */
export function deployCommand({ principal, externalId, role = DEFAULT_ROLE }: Deployment): string {
  const values = {
    TrueupPrincipalArn: principal ?? '<ARN of the role that Trueup runs as>',
    ExternalId: externalId ?? '<externalId of the policy>',
    RoleName: role,
  };
  return [
    'aws cloudformation deploy --stack-name trueup-member-role',
    `  --template-file ${TEMPLATE_FILE} --capabilities CAPABILITY_NAMED_IAM`,
    `  --parameter-overrides ${Object.entries(values)
      .map(([name, value]) => shellWord(`${name}=${value}`))
      .join(' ')}`,
  ].join(' \\\n');
}

/** One word to a POSIX shell, whatever stands in it. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
