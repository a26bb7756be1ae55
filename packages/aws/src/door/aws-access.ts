/** How an account is entered. */
export interface AwsAccess {
  /** The member role's name with its path, such as `trueup/member`. Absent: the process's own credentials. */
  readonly role?: string;
  readonly externalId?: string;
}
