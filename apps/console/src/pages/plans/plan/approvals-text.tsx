import type { Approval, Plan } from '@trueup/api-contract';
import { useFormats } from '../../../i18n/formats.ts';
import { useWordOf, useWords } from '../../../i18n/words.ts';
import { approvalsOf } from './plan-life.ts';

interface ApprovalsTextProps {
  readonly plan: Plan;
  readonly approvals: readonly Approval[];
}

/** Such as `1 of 2`; that none is needed; or that someone broke the glass. */
export function ApprovalsText({ plan, approvals }: ApprovalsTextProps) {
  const t = useWords();
  const wordOf = useWordOf();
  const { number } = useFormats();
  const standing = approvalsOf(plan, approvals);
  switch (standing.kind) {
    case 'broken-glass':
      return <>{wordOf('approval', 'break-glass')}</>;
    case 'none-needed':
      return <>{t('plans.noApproval')}</>;
    case 'counted':
      return <>{t('plans.approvalsGiven', { given: number(standing.given), needed: number(plan.approvalsNeeded) })}</>;
  }
}
