import type { Execution, Outcome } from '@trueup/api-contract';
import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { DifferenceList } from '../../../components/difference-list.tsx';
import { useWordOf, useWords } from '../../../i18n/words.ts';

const LOOKS: Readonly<Record<Outcome, AlertProps.Type>> = {
  verified: 'success',
  'already-compliant': 'success',
  'still-non-compliant': 'error',
  inconclusive: 'warning',
  failed: 'error',
  'refused-stale': 'warning',
  'refused-unread': 'warning',
  cancelled: 'info',
};

/** How it ended: whether the resource is right now, or what keeps it from being so. */
export function OutcomeAlert({ execution }: { readonly execution: Execution }) {
  const t = useWords();
  const wordOf = useWordOf();
  const { kind, outcome, verification, failureMessage, status } = execution;
  if (outcome === undefined) {
    if (failureMessage === undefined) return null;
    return (
      <Alert type="error" header={wordOf('automation', status)}>
        <Plain text={failureMessage} />
      </Alert>
    );
  }
  const unplanned = verification?.kind === 'inconclusive' ? (verification.unplanned ?? []) : [];
  return (
    <Alert type={LOOKS[outcome]} header={wordOf('outcome', outcome)}>
      <div>
        {t(
          outcome === 'verified' && kind === 'undo'
            ? 'execution.outcome.verified.undo'
            : `execution.outcome.${outcome}`,
        )}
      </div>
      {verification?.kind === 'inconclusive' ? (
        <div>{t(`execution.inconclusive.${verification.reason}`)}</div>
      ) : undefined}
      {verification === undefined || verification.kind === 'verified' ? undefined : (
        <Plain text={verification.detail} />
      )}
      {failureMessage === undefined ? undefined : <Plain text={failureMessage} />}
      {unplanned.length === 0 ? undefined : (
        <Box padding={{ top: 's' }}>
          <b>{t('execution.unplanned')}</b>
          <DifferenceList label={t('execution.unplanned')} differences={unplanned} />
        </Box>
      )}
    </Alert>
  );
}

/** The server's own line, in English. */
function Plain({ text }: { readonly text: string }) {
  return (
    <Box variant="small" color="inherit" display="block">
      <span style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{text}</span>
    </Box>
  );
}
