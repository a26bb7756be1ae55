import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useRef, useState } from 'react';
import { useAct } from '../../../../api/use-act.ts';
import { useAsked } from '../../../../api/use-asked.ts';
import { OperationButton } from '../../../../components/action-button.tsx';
import { LeaveGuard } from '../../../../components/leave-guard.tsx';
import { Page } from '../../../../components/page.tsx';
import { ProblemAlert } from '../../../../components/problem-alert.tsx';
import { useGo } from '../../../../components/use-go.ts';
import { useWords } from '../../../../i18n/words.ts';
import { pathTo } from '../../../../paths.ts';
import { useNotices } from '../../../../shell/notices.tsx';
import { draftFault, inputOf, isSame, newDraft, type RuleDraft } from './rule-draft.ts';
import { RuleFields } from './rule-fields.tsx';

const HALVES = [{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }];

/** Makes a rule; its targets are put on its own page, which opens next. */
export function NewRule({ pattern }: { readonly pattern: string | undefined }) {
  const t = useWords();
  const go = useGo();
  const notices = useNotices();
  const [first] = useState(() => newDraft(pattern));
  const [draft, setDraft] = useState<RuleDraft>(first);
  const isMade = useRef(false);
  const rules = useAsked('listEventRules', {});
  const put = useAct('putEventRule', ({ name }) => {
    isMade.current = true;
    notices.done(t('events.made', { name }));
    go(pathTo('eventRule', { ruleId: name }));
  });
  const isTaken = rules.data?.items.some(({ name }) => name === draft.name.trim()) === true;
  const fault = draftFault(draft);
  const because = isTaken ? t('events.name.taken') : fault === undefined ? undefined : t(`events.fault.${fault}`);
  return (
    <Page
      title={t('events.new')}
      description={t('events.new.text')}
      above={[{ text: t('nav.eventRules'), href: pathTo('eventRules') }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button href={pathTo('eventRules')}>{t('common.cancel')}</Button>
          <OperationButton
            operation="putEventRule"
            variant="primary"
            loading={put.isPending}
            because={because}
            onClick={() => put.mutate(inputOf(draft))}
          >
            {t('events.create')}
          </OperationButton>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {put.error === null ? undefined : <ProblemAlert problem={put.error} />}
        <Container>
          <Grid gridDefinition={HALVES}>
            <FormField
              label={t('events.name')}
              constraintText={t('events.name.form')}
              errorText={isTaken ? t('events.name.taken') : undefined}
            >
              <Input
                value={draft.name}
                spellcheck={false}
                onChange={({ detail }) => setDraft({ ...draft, name: detail.value })}
              />
            </FormField>
            <FormField label={t('events.description')}>
              <Input
                value={draft.description}
                onChange={({ detail }) => setDraft({ ...draft, description: detail.value })}
              />
            </FormField>
          </Grid>
        </Container>
        <RuleFields draft={draft} onChange={setDraft} />
      </SpaceBetween>
      <LeaveGuard isUnsaved={() => !isMade.current && !isSame(first, draft)} />
    </Page>
  );
}
