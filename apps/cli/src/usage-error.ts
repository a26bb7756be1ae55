/** The command was not given what it needs. The message is the whole of what a person sees. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
