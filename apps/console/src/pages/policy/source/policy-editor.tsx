import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import type { Output, Problem, StoredPolicy } from '@trueup/api-contract';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ask } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { LeaveGuard } from '../../../components/leave-guard.tsx';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { useWords } from '../../../i18n/words.ts';
import { ApplyDialog } from './apply-dialog.tsx';
import { FileTabs } from './file-tabs.tsx';
import { PlanResult } from './plan-result.tsx';
import { isSame, type PolicyFiles } from './policy-draft.ts';
import { useValidation } from './use-validation.ts';
import { usePolicyDraft, type PolicyDraft } from './use-policy-draft.ts';

interface PolicyEditorProps {
  /** Absent: nothing was applied yet, or this person may not read it. */
  readonly stored: StoredPolicy | undefined;
  readonly isFirst: boolean;
}

/** What a plan is about: the files as they were then. */
interface Planned {
  readonly files: PolicyFiles;
  readonly plan: Output<'planPolicy'>;
}

/** The files of the policy: change, plan, apply. */
export function PolicyEditor({ stored, isFirst }: PolicyEditorProps) {
  const t = useWords();
  const draft = usePolicyDraft(stored);
  const validation = useValidation(draft.files);
  const plan = useMutation<Planned, Problem, PolicyFiles>({
    mutationFn: async (files) => ({ files, plan: await ask('planPolicy', { files }) }),
  });
  const [applying, setApplying] = useState<Planned>();
  const planned = plan.data;
  const isOutdated = planned !== undefined && !isSame(planned.files, draft.files);
  return (
    <SpaceBetween size="l">
      {isFirst ? <Alert header={t('policySource.first')}>{t('policySource.first.text')}</Alert> : undefined}
      <Unsaved draft={draft} />
      <Container
        header={
          <Header
            variant="h2"
            description={t('policySource.files.text')}
            actions={<Actions draft={draft} plan={plan} />}
          >
            {t('policySource.files')}
          </Header>
        }
      >
        <FileTabs files={draft.files} validation={validation} onChange={draft.change} />
      </Container>
      {plan.error === null ? undefined : <ProblemAlert problem={plan.error} />}
      {planned === undefined ? undefined : (
        <InView key={plan.submittedAt}>
          <PlanResult planned={planned} isOutdated={isOutdated} onApply={() => setApplying(planned)} />
        </InView>
      )}
      {applying === undefined ? undefined : (
        <ApplyDialog
          planned={applying}
          onApplied={() => {
            draft.discard();
            plan.reset();
            setApplying(undefined);
          }}
          onDismiss={() => setApplying(undefined)}
        />
      )}
      <LeaveGuard isUnsaved={() => draft.isChanged} />
    </SpaceBetween>
  );
}

interface ActionsProps {
  readonly draft: PolicyDraft;
  readonly plan: { readonly isPending: boolean; readonly mutate: (files: PolicyFiles) => void };
}

function Actions({ draft, plan }: ActionsProps) {
  const t = useWords();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {draft.isChanged ? <Button onClick={draft.discard}>{t('policySource.discard')}</Button> : undefined}
      <OperationButton
        operation="planPolicy"
        variant="primary"
        loading={plan.isPending}
        onClick={() => plan.mutate(draft.files)}
      >
        {t('policySource.plan')}
      </OperationButton>
    </SpaceBetween>
  );
}

function Unsaved({ draft }: { readonly draft: PolicyDraft }) {
  const t = useWords();
  if (!draft.isChanged) return null;
  return (
    <Alert type={draft.isBehind ? 'warning' : 'info'} header={t('policySource.unsaved')}>
      {t(draft.isBehind ? 'policySource.unsaved.behind' : 'policySource.unsaved.text')}
    </Alert>
  );
}

/** What came of a plan stands below a long text: it is brought into view, once. */
function InView({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return <div ref={place}>{children}</div>;
}
