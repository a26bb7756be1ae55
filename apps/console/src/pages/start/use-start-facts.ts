import type { AccountSummary } from '@trueup/api-contract';
import { useAsked } from '../../api/use-asked.ts';
import type { StartFacts } from './start-steps.ts';

/** How far one has come, as the server's state says it: nothing of it is kept here. */
export function useStartFacts(accounts: readonly AccountSummary[]): StartFacts {
  const [first] = accounts;
  const check = useAsked('checkAccount', { id: first?.id ?? '' }, { enabled: first !== undefined });
  const plans = useAsked('listPlans', { limit: 1 });
  const repairs = useAsked('listExecutions', { kinds: ['repair'], outcomes: ['verified'], limit: 1 });
  return {
    connect: first !== undefined,
    enter: check.data === undefined ? undefined : check.data.status === 'ok',
    scan: accounts.some(({ coverage }) => coverage !== undefined),
    plan: plans.data === undefined ? undefined : plans.data.items.length > 0,
    verify: repairs.data === undefined ? undefined : repairs.data.items.length > 0,
  };
}
