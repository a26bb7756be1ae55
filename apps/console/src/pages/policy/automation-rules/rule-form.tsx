import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import type { AutomationRule } from '@trueup/api-contract';
import { useState } from 'react';
import { OperationButton } from '../../../components/action-button.tsx';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { useWords } from '../../../i18n/words.ts';
import { CriteriaEditor } from './criteria-editor.tsx';
import { MatchPreview } from './match-preview.tsx';
import { ruleFaults, type RuleDraft, type RuleFaults } from './rule-draft.ts';
import { Pairs, UpdateFields } from './update-fields.tsx';

interface RuleFormProps {
  readonly initial: RuleDraft;
  /** The rule that is changed; absent for another one. */
  readonly current?: AutomationRule;
  readonly isPending: boolean;
  readonly problem: unknown;
  readonly onSubmit: (draft: RuleDraft) => void;
  readonly onCancel: () => void;
}

/** Makes or changes an automation rule. What it would match now is shown while it is written. */
export function RuleForm({ initial, current, isPending, problem, onSubmit, onCancel }: RuleFormProps) {
  const t = useWords();
  const [draft, setDraft] = useState(initial);
  // Faults of what nobody has filled in yet are no help.
  const [tried, setTried] = useState(false);
  const faults = ruleFaults(draft, current);
  const shown = tried ? faults : {};
  const change = (changes: Partial<RuleDraft>): void => setDraft({ ...draft, ...changes });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.keys(faults).length === 0) onSubmit(draft);
      }}
    >
      <Form
        actions={<Actions isNew={current === undefined} isPending={isPending} onCancel={onCancel} />}
        {...(shown.update === undefined ? {} : { errorText: t('rules.fault.update') })}
      >
        <SpaceBetween size="l">
          {problem === null ? undefined : <ProblemAlert problem={problem} />}
          <Container header={<Header variant="h2">{t('rules.what')}</Header>}>
            <Names draft={draft} onChange={change} faults={shown} />
          </Container>
          <Container header={<Header variant="h2">{t('rules.criteria')}</Header>}>
            <CriteriaEditor criteria={draft.criteria} onChange={(criteria) => change({ criteria })} />
          </Container>
          <MatchPreview criteria={draft.criteria} />
          <Container
            header={
              <Header variant="h2" description={t('rules.sets.text')}>
                {t('rules.sets')}
              </Header>
            }
          >
            <UpdateFields update={draft.update} onChange={(update) => change({ update })} faults={shown} />
          </Container>
          <Container header={<Header variant="h2">{t('rules.tags')}</Header>}>
            <FormField {...(shown.tags === undefined ? {} : { errorText: t('rules.fault.tags') })}>
              <Pairs
                add={t('scope.form.addTag')}
                empty={t('rules.tags.none')}
                pairs={draft.tags}
                onChange={(tags) => change({ tags })}
              />
            </FormField>
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  );
}

interface ActionsProps {
  readonly isNew: boolean;
  readonly isPending: boolean;
  readonly onCancel: () => void;
}

function Actions({ isNew, isPending, onCancel }: ActionsProps) {
  const t = useWords();
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button formAction="none" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
      <OperationButton
        operation={isNew ? 'createAutomationRule' : 'updateAutomationRule'}
        variant="primary"
        loading={isPending}
        formAction="submit"
      >
        {t(isNew ? 'rules.create' : 'rules.save')}
      </OperationButton>
    </SpaceBetween>
  );
}

interface NamesProps {
  readonly draft: RuleDraft;
  readonly onChange: (changes: Partial<RuleDraft>) => void;
  readonly faults: RuleFaults;
}

function Names({ draft, onChange, faults }: NamesProps) {
  const t = useWords();
  const error = (text: string | undefined) => (text === undefined ? {} : { errorText: text });
  return (
    <ColumnLayout columns={2}>
      <FormField label={t('rules.name')} {...error(faults.name && t('rules.fault.missing'))}>
        <Input value={draft.name} onChange={({ detail }) => onChange({ name: detail.value })} />
      </FormField>
      <FormField label={t('rules.description')} {...error(faults.description && t('rules.fault.missing'))}>
        <Input value={draft.description} onChange={({ detail }) => onChange({ description: detail.value })} />
      </FormField>
      <FormField
        label={t('rules.order')}
        constraintText={t('rules.order.text')}
        {...error(faults.order && t('rules.fault.order'))}
      >
        <Input value={draft.order} inputMode="numeric" onChange={({ detail }) => onChange({ order: detail.value })} />
      </FormField>
      <SpaceBetween size="xs">
        <Toggle checked={draft.enabled} onChange={({ detail }) => onChange({ enabled: detail.checked })}>
          {t('rules.enabled')}
        </Toggle>
        <Toggle
          checked={draft.terminal}
          description={t('rules.terminal.text')}
          onChange={({ detail }) => onChange({ terminal: detail.checked })}
        >
          {t('rules.terminal')}
        </Toggle>
      </SpaceBetween>
    </ColumnLayout>
  );
}
