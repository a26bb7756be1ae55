import type { Finding, Store } from '@trueup/core';

/** A store for tests that refuses findings of this title with a code of PostgreSQL's. */
export function refusingStore(given: Store, title: string, code: string): Store {
  const unless =
    (keep: (findings: readonly Finding[]) => Promise<void>) =>
    (findings: readonly Finding[]): Promise<void> =>
      findings.some((one) => one.title === title)
        ? Promise.reject(Object.assign(new Error('invalid input'), { code }))
        : keep(findings);
  return {
    ...given,
    transaction: (work) =>
      given.transaction((stores) => {
        const { insert, save } = stores.findings;
        return work({ ...stores, findings: { ...stores.findings, insert: unless(insert), save: unless(save) } });
      }),
  };
}
