import { useAsked } from '../../api/use-asked.ts';

/** The doctor enters each account, one after another. */
const MOST_EXAMINED = 5;

/** Whom AWS takes the server to be. Only asked where few accounts are examined along with it. */
export function useCallerArn(accounts: number | undefined): string | undefined {
  const isCheap = accounts !== undefined && accounts <= MOST_EXAMINED;
  return useAsked('doctor', {}, { enabled: isCheap }).data?.identity?.arn;
}
