import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useProblemWords } from '../../api/problem-words.ts';
import { useAsked } from '../../api/use-asked.ts';
import { OperationButton } from '../../components/action-button.tsx';
import { Status } from '../../components/status.tsx';
import { useWords } from '../../i18n/words.ts';

interface AccountCheckProps {
  readonly id: string;
  readonly name: string;
  /** True: it is asked for from elsewhere, such as for all accounts at once. */
  readonly isAsked?: boolean;
}

/** Whether the member role of an account can be entered: asked when someone wants to know, since AWS is asked then. */
export function AccountCheck({ id, name, isAsked = false }: AccountCheckProps) {
  const t = useWords();
  const [asked, setAsked] = useState(false);
  const check = useAsked('checkAccount', { id }, { enabled: asked || isAsked });
  const again = (): void => {
    if (asked || isAsked) void check.refetch();
    else setAsked(true);
  };
  const label = t(check.data === undefined ? 'accounts.check.now' : 'accounts.check.again');
  return (
    <SpaceBetween size="xxs">
      {check.isFetching ? (
        <>
          <Spinner /> {t('accounts.check.running')}
        </>
      ) : (
        <CheckResult check={check.data} problem={check.error} />
      )}
      <OperationButton
        operation="checkAccount"
        variant="inline-link"
        ariaLabel={t('accounts.check.of', { what: label, name })}
        onClick={again}
      >
        {label}
      </OperationButton>
    </SpaceBetween>
  );
}

interface CheckResultProps {
  readonly check: { readonly status: string; readonly detail: string } | undefined;
  readonly problem: unknown;
}

function CheckResult({ check, problem }: CheckResultProps) {
  const t = useWords();
  const problemWords = useProblemWords();
  if (problem !== null && problem !== undefined) {
    const { title, text } = problemWords(problem);
    return (
      <StatusIndicator type="error">
        {title} {text}
      </StatusIndicator>
    );
  }
  if (check === undefined) return null;
  return (
    <>
      {check.status === 'ok' ? (
        <StatusIndicator type="success">{t('accounts.check.entered')}</StatusIndicator>
      ) : (
        <Status of="doctor" value={check.status} />
      )}
      <Box variant="small" display="block">
        <span style={{ overflowWrap: 'anywhere' }}>{check.detail}</span>
      </Box>
    </>
  );
}
