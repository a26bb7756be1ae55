import { Problem } from '@trueup/api-contract';
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import { useWords } from '../i18n/words.ts';

export interface ProblemWords {
  readonly title: string;
  readonly text: string;
  /** The server's own line, in English; absent where the words say it all. */
  readonly detail?: string;
}

/**
 * The one place that turns an error into words. A refusal is told by its reason where there are words for it, else by
 * the code of the problem; the detail names the place and what would be accepted.
 */
export function useProblemWords(): (problem: unknown) => ProblemWords {
  const t = useWords();
  const { messages, formatMessage } = useIntl();
  return useCallback(
    (problem) => {
      if (!(problem instanceof Problem)) {
        const detail = problem instanceof Error ? problem.message : String(problem);
        return { title: t('problem.broken'), text: t('problem.broken.text'), detail };
      }
      const { code, reason, message } = problem;
      const byReason = `problem.reason.${reason ?? ''}`;
      const text = Object.hasOwn(messages, byReason) ? formatMessage({ id: byReason }) : t(`problem.${code}.text`);
      return { title: t(`problem.${code}`), text, detail: message };
    },
    [t, messages, formatMessage],
  );
}
