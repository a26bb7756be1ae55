import type { Output } from '@trueup/api-contract';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useParam } from '../../../components/use-param.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { NoPlanAlert } from '../../plans/no-plan-alert.tsx';
import { useMakePlan } from '../../plans/use-make-plan.ts';
import { ExecutionActions } from './execution-actions.tsx';
import { ExecutionFacts } from './execution-facts.tsx';
import { ExecutionTabs } from './execution-tabs.tsx';
import { OutcomeAlert } from './outcome-alert.tsx';
import { StatusAnnouncer } from './status-announcer.tsx';

/** One run of a runbook: what it did, does and is to do. */
export function ExecutionPage() {
  const t = useWords();
  const { executionId } = useParam('execution');
  const query = useAsked('getExecution', { id: executionId });
  const makePlan = useMakePlan();
  const execution = query.data?.execution;
  return (
    <Page
      title={execution === undefined ? t('execution.title') : titleOf(execution)}
      description={executionId}
      above={[{ text: t('nav.executions'), href: pathTo('executions') }]}
      actions={execution === undefined ? undefined : <ExecutionActions execution={execution} makePlan={makePlan} />}
    >
      <Loaded query={query}>
        {(answer) => (
          <SpaceBetween size="l">
            {makePlan.left === undefined ? undefined : (
              <NoPlanAlert left={makePlan.left} onDismiss={makePlan.dismiss} />
            )}
            <OutcomeAlert execution={answer.execution} />
            <ExecutionFacts answer={answer} />
            <ExecutionTabs answer={answer} />
            <StatusAnnouncer answer={answer} />
          </SpaceBetween>
        )}
      </Loaded>
    </Page>
  );
}

const titleOf = ({ documentName, resource }: Output<'getExecution'>['execution']): string =>
  resource === undefined ? documentName : `${documentName}: ${resource.id}`;
