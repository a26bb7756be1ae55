import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Finding, WorkflowStatus } from '@trueup/api-contract';
import { allowedAction, allowedOperation } from '@trueup/api-contract';
import { useState } from 'react';
import { ActionButton, useWhyNot } from '../../../components/action-button.tsx';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useMe } from '../../../session/session-context.ts';
import type { MakePlan } from '../../plans/use-make-plan.ts';
import { InvestigateButton } from './investigate-button.tsx';
import { ResumeButton } from './resume-button.tsx';
import { WorkflowDialog } from './workflow-dialog.tsx';

interface FindingActionsProps {
  readonly finding: Finding;
  readonly makePlan: MakePlan;
}

/** What may be done about a finding; what may not says why. */
export function FindingActions({ finding, makePlan }: FindingActionsProps) {
  const t = useWords();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <WorkflowMenu finding={finding} />
      <ExceptionButton finding={finding} />
      <InvestigateButton finding={finding} />
      {finding.pausedReason === undefined ? undefined : <ResumeButton finding={finding} />}
      <ActionButton
        action="finding.plan"
        subject={finding}
        variant="primary"
        loading={makePlan.isPending}
        onClick={() => makePlan.repair(finding.id)}
      >
        {t('finding.plan')}
      </ActionButton>
    </SpaceBetween>
  );
}

const WORKFLOWS = ['NOTIFIED', 'RESOLVED', 'SUPPRESSED', 'NEW'] as const satisfies readonly WorkflowStatus[];

function WorkflowMenu({ finding }: { readonly finding: Finding }) {
  const t = useWords();
  const me = useMe();
  const whyNot = useWhyNot();
  const [chosen, setChosen] = useState<WorkflowStatus>();
  const may = whyNot(allowedAction(me, 'finding.update', finding));
  return (
    <>
      <ButtonDropdown
        items={WORKFLOWS.map((status) => {
          const why = may ?? (finding.workflow === status ? t('finding.workflow.already') : undefined);
          return {
            id: status,
            text: t(`finding.workflow.${status}`),
            ...(why === undefined ? {} : { disabled: true, disabledReason: why }),
          };
        })}
        onItemClick={({ detail }) => setChosen(WORKFLOWS.find((status) => status === detail.id))}
      >
        {t('finding.workflow')}
      </ButtonDropdown>
      {chosen === undefined ? undefined : (
        <WorkflowDialog finding={finding} status={chosen} onClose={() => setChosen(undefined)} />
      )}
    </>
  );
}

/** Opens the form of an exception with this resource and control in it. */
function ExceptionButton({ finding: { resource, controlId } }: { readonly finding: Finding }) {
  const t = useWords();
  const why = useWhyNot()(allowedOperation(useMe(), 'placeException'));
  if (why !== undefined)
    return (
      <Button disabled disabledReason={why}>
        {t('finding.exception')}
      </Button>
    );
  return (
    <Button href={pathTo('exceptions', {}, { new: '1', arns: resource.arn, controls: controlId })}>
      {t('finding.exception')}
    </Button>
  );
}
