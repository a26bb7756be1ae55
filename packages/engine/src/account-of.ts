/** The account in an ARN: whose thing it is. */
export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** What was made before there was a policy, and so before there was an administrator's account. */
const NO_ACCOUNT = '000000000000';

/** Whether a rule sees what happens in an account: the administrator's see all, those of others their own. */
export function covers(arn: string, account: string, administrator: string): boolean {
  const owner = accountOf(arn);
  return owner === account || owner === administrator || owner === NO_ACCOUNT;
}
