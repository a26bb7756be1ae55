import Alert from '@cloudscape-design/components/alert';
import type { Finding, WorkflowStatus } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';

interface WorkflowDialogProps {
  readonly finding: Finding;
  readonly status: WorkflowStatus;
  readonly onClose: () => void;
}

/** Sets the workflow of a finding; the reason becomes its note. */
export function WorkflowDialog({ finding, status, onClose }: WorkflowDialogProps) {
  const t = useWords();
  const { done } = useNotices();
  const [refusal, setRefusal] = useState<string>();
  const update = useAct('updateFindings', ({ items }) => {
    const [answer] = items;
    if (answer?.result !== 'updated') {
      setRefusal(answer?.reason ?? answer?.result);
      return;
    }
    onClose();
    done(t(`finding.workflow.${status}.done`));
  });
  return (
    <ReasonDialog
      title={t(`finding.workflow.${status}.title`)}
      confirm={t(`finding.workflow.${status}`)}
      reason="optional"
      isPending={update.isPending}
      problem={update.error}
      onConfirm={(reason) =>
        update.mutate({
          ids: [finding.id],
          update: {
            Workflow: { Status: status },
            ...(reason === undefined ? {} : { Note: { Text: reason } }),
          },
        })
      }
      onDismiss={onClose}
    >
      {t(`finding.workflow.${status}.text`)}
      {refusal === undefined ? undefined : <Alert type="error">{refusal}</Alert>}
    </ReasonDialog>
  );
}
