import type { Finding, Output, WorkflowStatus } from '@trueup/api-contract';
import { ReasonDialog } from '../../forms/reason-dialog.tsx';
import { useAct } from '../../api/use-act.ts';
import { useWordOf, useWords } from '../../i18n/words.ts';
import { useNotices } from '../../shell/notices.tsx';
import { BulkResults } from './bulk-results.tsx';
import { useState } from 'react';
import type { BulkResult } from './use-bulk.ts';

interface WorkflowDialogProps {
  readonly findings: readonly Finding[];
  readonly status: WorkflowStatus;
  readonly onDismiss: () => void;
}

/** Whoever hides a finding says why. */
const SUPPRESSED_REASON = { least: 3 };

/** Sets the workflow of findings, with a note. All go in one request; what is refused is told finding by finding. */
export function WorkflowDialog({ findings, status, onDismiss }: WorkflowDialogProps) {
  const t = useWords();
  const word = useWordOf()('workflow', status);
  const notices = useNotices();
  const resultsOf = useResults();
  const [results, setResults] = useState<readonly BulkResult[]>();
  const update = useAct('updateFindings', ({ items }) => {
    const told = resultsOf(findings, items);
    if (told.some(({ outcome }) => outcome.kind === 'refused')) setResults(told);
    else {
      onDismiss();
      notices.done(t('findings.workflow.done', { count: told.length, status: word }));
    }
  });
  const title = t('findings.workflow.title', { status: word });
  if (results !== undefined) {
    const bulk = { title, results, total: findings.length, isRunning: false, start: onDismiss, stop: onDismiss };
    return <BulkResults bulk={{ ...bulk, close: onDismiss }} />;
  }
  return (
    <ReasonDialog
      title={title}
      confirm={t('findings.workflow.confirm', { status: word })}
      reason={status === 'SUPPRESSED' ? SUPPRESSED_REASON : 'optional'}
      isPending={update.isPending}
      problem={update.error}
      onDismiss={onDismiss}
      onConfirm={(reason) =>
        update.mutate({
          ids: findings.map(({ id }) => id),
          update: { Workflow: { Status: status }, ...(reason === undefined ? {} : { Note: { Text: reason } }) },
        })
      }
    >
      {t('findings.workflow.text', { count: findings.length, status: word })}
      {status === 'SUPPRESSED' ? ` ${t('findings.workflow.suppressedText')}` : undefined}
    </ReasonDialog>
  );
}

function useResults(): (findings: readonly Finding[], items: Output<'updateFindings'>['items']) => BulkResult[] {
  const t = useWords();
  return (findings, items) =>
    findings.map((finding) => {
      const item = items.find(({ id }) => id === finding.id);
      if (item?.result === 'updated') return { finding, outcome: { kind: 'done', text: t('findings.bulk.updated') } };
      const text = item?.reason ?? t('findings.bulk.unknown');
      return { finding, outcome: { kind: 'refused', text } };
    });
}
