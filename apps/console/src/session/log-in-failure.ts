import { LOG_IN_FAILED } from '@trueup/api-contract';

/** The code of the problem with which a log-in at the identity provider led back here. It leaves the address at once. */
export const logInFailure: string | undefined = taken();

function taken(): string | undefined {
  const url = new URL(location.href);
  const code = url.searchParams.get(LOG_IN_FAILED);
  if (code === null) return undefined;
  url.searchParams.delete(LOG_IN_FAILED);
  history.replaceState(history.state, '', url);
  return code;
}
