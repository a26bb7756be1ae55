import type { Plan } from '@trueup/api-contract';
import { useAsked } from '../../api/use-asked.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';

/** Such as `1 of 2`. Of how many there are the list does not tell: asked for where one may be there already. */
export function GivenApprovals({ plan: { id, status, approvalsNeeded } }: { readonly plan: Plan }) {
  const t = useWords();
  const { number } = useFormats();
  const isWaiting = status === 'waiting-for-approval';
  const mayHaveSome = isWaiting && approvalsNeeded > 1;
  const { data } = useAsked('getPlan', { id }, { enabled: mayHaveSome });
  if (!isWaiting) return <>{status === 'ready' ? t('plans.noApproval') : '–'}</>;
  const given = mayHaveSome ? data?.approvals.filter(({ verdict }) => verdict === 'approve').length : 0;
  if (given === undefined) return <>{t('plans.approvalsNeeded', { needed: number(approvalsNeeded) })}</>;
  return <>{t('plans.approvalsGiven', { given: number(given), needed: number(approvalsNeeded) })}</>;
}
