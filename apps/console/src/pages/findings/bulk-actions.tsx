import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import {
  allowedOperation,
  workflowStatus,
  type ActionTarget,
  type Finding,
  type OperationName,
  type WorkflowStatus,
} from '@trueup/api-contract';
import { useState } from 'react';
import { ask, useAsked } from '../../api/use-asked.ts';
import { useWhyNot } from '../../components/action-button.tsx';
import { useGo } from '../../components/use-go.ts';
import { scopeOfFindings } from '../../finding-view/scope-of-query.ts';
import { useWordOf, useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { useMe } from '../../session/session-context.ts';
import { BulkResults } from './bulk-results.tsx';
import { useBulk, type BulkOutcome, type BulkWork } from './use-bulk.ts';
import { WorkflowDialog } from './workflow-dialog.tsx';

/** A custom action takes no more at once. */
const MOST_FIRED = 20;

/** What can be done with the findings that are selected. */
export function BulkActions({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useWords();
  const go = useGo();
  const bulk = useBulk();
  const planning = usePlanning();
  const firing = useFiring();
  const [status, setStatus] = useState<WorkflowStatus>();
  const actions = useAsked('listCustomActions', {}).data?.items ?? [];
  const items = useItems(findings, actions);
  const chosen = (id: string): void => {
    const workflow = workflowStatus.options.find((one) => id === `workflow:${one}`);
    const action = actions.find((one) => id === `fire:${one.arn}`);
    if (workflow !== undefined) setStatus(workflow);
    else if (action !== undefined) bulk.start(firing(action, findings));
    else if (id === 'plan') bulk.start(planning(findings));
    else if (id === 'exception') go(pathTo('exceptions', {}, scopeOfFindings(findings)));
  };
  return (
    <>
      <ButtonDropdown
        items={items}
        expandToViewport
        disabled={findings.length === 0}
        disabledReason={t('findings.bulk.nothingSelected')}
        onItemClick={({ detail }) => chosen(detail.id)}
      >
        {t('common.actions')}
      </ButtonDropdown>
      {status === undefined ? undefined : (
        <WorkflowDialog findings={findings} status={status} onDismiss={() => setStatus(undefined)} />
      )}
      <BulkResults bulk={bulk} />
    </>
  );
}

function useItems(
  findings: readonly Finding[],
  actions: readonly ActionTarget[],
): readonly ButtonDropdownProps.ItemOrGroup[] {
  const t = useWords();
  const wordOf = useWordOf();
  const me = useMe();
  const whyNot = useWhyNot();
  const item = (id: string, text: string, operation: OperationName, because?: string): ButtonDropdownProps.Item => {
    const why = whyNot(allowedOperation(me, operation)) ?? because;
    return { id, text, ...(why === undefined ? {} : { disabled: true, disabledReason: why }) };
  };
  const tooMany = findings.length > MOST_FIRED ? t('findings.bulk.tooMany', { most: MOST_FIRED }) : undefined;
  return [
    item('plan', t('findings.bulk.plan'), 'makePlan'),
    item('exception', t('findings.exception.makeOfSelected'), 'placeException'),
    {
      id: 'workflow',
      text: t('findings.bulk.workflow'),
      items: workflowStatus.options.map((value) =>
        item(`workflow:${value}`, wordOf('workflow', value), 'updateFindings'),
      ),
    },
    ...(actions.length === 0
      ? []
      : [
          {
            id: 'custom',
            text: t('findings.bulk.custom'),
            items: actions.map(({ arn, name, description }) => ({
              ...item(`fire:${arn}`, name, 'fireCustomAction', tooMany),
              secondaryText: description,
            })),
          },
        ]),
  ];
}

/** One plan a finding: each is worked out, or left for a reason. */
function usePlanning(): (findings: readonly Finding[]) => BulkWork {
  const t = useWords();
  const wordOf = useWordOf();
  const planned = async (finding: Finding): Promise<readonly BulkOutcome[]> => {
    const outcome = await ask('makePlan', { findingId: finding.id });
    if (outcome.kind === 'left') {
      const reason = wordOf('reason', outcome.reason);
      return [{ kind: 'refused', text: t('findings.bulk.left', { reason, detail: outcome.detail }) }];
    }
    const { id, status } = outcome.plan;
    const text = t('findings.bulk.planned', { status: wordOf('plan', status) });
    return [{ kind: 'done', text, href: pathTo('plan', { planId: id }) }];
  };
  return (findings) => ({
    title: t('findings.bulk.plan'),
    steps: findings.map((finding) => ({ findings: [finding], act: () => planned(finding) })),
  });
}

function useFiring(): (action: ActionTarget, findings: readonly Finding[]) => BulkWork {
  const t = useWords();
  return (action, findings) => ({
    title: action.name,
    steps: [
      {
        findings,
        async act() {
          await ask('fireCustomAction', {
            id: action.id,
            on: { kind: 'findings', findingIds: findings.map(({ id }) => id) },
          });
          const text = t('findings.bulk.fired');
          return findings.map(() => ({ kind: 'done', text }));
        },
      },
    ],
  });
}
