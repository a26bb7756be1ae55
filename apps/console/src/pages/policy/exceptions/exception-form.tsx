import Autosuggest from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { allowedOperation, type OperationName } from '@trueup/api-contract';
import { useState } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { useNow } from '../../../components/use-now.ts';
import { useSettled } from '../../../components/use-settled.ts';
import { scopeOf } from '../../../forms/scope-draft.ts';
import { ScopeForm } from '../../../forms/scope-form.tsx';
import { useWords, type Words } from '../../../i18n/words.ts';
import { useMe } from '../../../session/session-context.ts';
import { CoveragePreview } from './coverage-preview.tsx';
import { draftFaults, type DraftFaults, type ExceptionDraft } from './exception-draft.ts';
import { ExpiryField } from './expiry-field.tsx';

interface ExceptionFormProps {
  readonly initial: ExceptionDraft;
  readonly operation: OperationName & ('placeException' | 'changeException');
  /** From when its days count; absent: from now. */
  readonly placedAt?: number;
  readonly isPending: boolean;
  readonly problem: unknown;
  readonly onSubmit: (draft: ExceptionDraft) => void;
  readonly onCancel: () => void;
}

/** Places or changes an exception. What it would cover is shown while it is written. */
export function ExceptionForm(props: ExceptionFormProps) {
  const { initial, operation, placedAt, isPending, problem, onSubmit, onCancel } = props;
  const t = useWords();
  const me = useMe();
  const [draft, setDraft] = useState(initial);
  // Faults of what nobody has filled in yet are no help.
  const [tried, setTried] = useState(false);
  const now = useNow(60_000);
  const faults = draftFaults(draft, me.name, placedAt ?? now, now);
  const settledScope = useSettled(JSON.stringify(scopeOf(draft.scope)));
  const submit = (): void => {
    setTried(true);
    if (Object.keys(faults).length === 0) onSubmit(draft);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" onClick={onCancel}>
              {t('common.cancel')}
            </Button>
            <OperationButton operation={operation} variant="primary" loading={isPending} formAction="submit">
              {t(operation === 'placeException' ? 'exceptions.place' : 'exceptions.saveChange')}
            </OperationButton>
          </SpaceBetween>
        }
        errorText={tried && faults.scope !== undefined ? t('exceptions.fault.scope.everything') : undefined}
      >
        <SpaceBetween size="l">
          {problem === null ? undefined : <ProblemAlert problem={problem} />}
          <Container
            header={
              <Header variant="h2" description={t('exceptions.form.scope.text')}>
                {t('exceptions.scope')}
              </Header>
            }
          >
            <ScopeForm draft={draft.scope} onChange={(scope) => setDraft({ ...draft, scope })} />
          </Container>
          <CoveragePreview scope={JSON.parse(settledScope) as ReturnType<typeof scopeOf>} />
          <Container header={<Header variant="h2">{t('exceptions.form.why')}</Header>}>
            <People
              draft={draft}
              onChange={setDraft}
              faults={tried ? faults : {}}
              isNew={operation === 'placeException'}
            />
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  );
}

interface PartProps {
  readonly draft: ExceptionDraft;
  readonly onChange: (draft: ExceptionDraft) => void;
  readonly faults: DraftFaults;
}

function People({ draft, onChange, faults, isNew }: PartProps & { readonly isNew: boolean }) {
  const t = useWords();
  const error = (text: string | undefined) => (text === undefined ? {} : { errorText: text });
  return (
    <SpaceBetween size="m">
      <FormField
        label={t('exceptions.justification')}
        {...error(faults.justification && t('exceptions.fault.justification.missing'))}
      >
        <Textarea
          value={draft.justification}
          rows={3}
          onChange={({ detail }) => onChange({ ...draft, justification: detail.value })}
        />
      </FormField>
      <ColumnLayout columns={2}>
        <FormField
          label={t('exceptions.owner')}
          constraintText={t('exceptions.owner.text')}
          {...error(faults.owner && t('exceptions.fault.owner.missing'))}
        >
          <Input value={draft.owner} onChange={({ detail }) => onChange({ ...draft, owner: detail.value })} />
        </FormField>
        <ApproverField draft={draft} onChange={onChange} faults={faults} />
      </ColumnLayout>
      <ExpiryField
        expires={draft.expires}
        onChange={(expires) => onChange({ ...draft, expires })}
        error={faults.expires && t(`exceptions.fault.expires.${faults.expires}`)}
      />
      <ColumnLayout columns={2}>
        <FormField
          label={t('exceptions.remindDays')}
          constraintText={t('exceptions.remindDays.text')}
          {...error(faults.remindDays && t('exceptions.fault.remindDays.noDays'))}
        >
          <Input
            value={draft.remindDays}
            inputMode="numeric"
            placeholder="7"
            onChange={({ detail }) => onChange({ ...draft, remindDays: detail.value })}
          />
        </FormField>
        {isNew ? (
          <FormField
            label={t('exceptions.id')}
            constraintText={t('exceptions.id.text')}
            {...error(faults.id && t('exceptions.fault.id.noId'))}
          >
            <Input
              value={draft.id}
              placeholder="legacy-website"
              onChange={({ detail }) => onChange({ ...draft, id: detail.value })}
            />
          </FormField>
        ) : undefined}
      </ColumnLayout>
    </SpaceBetween>
  );
}

/** Suggests who may approve, where the names of users may be read; a name can be typed as well. */
function ApproverField({ draft, onChange, faults }: PartProps) {
  const t = useWords();
  const me = useMe();
  const mayRead = allowedOperation(me, 'listUsers').kind === 'allowed';
  const users = useAsked('listUsers', {}, { enabled: mayRead });
  const options = (users.data?.items ?? [])
    .filter(({ name, disabledAt }) => name !== me.name && disabledAt === undefined)
    .filter(({ grants }) => grants.some(({ role }) => role === 'approver' || role === 'admin'))
    .map(({ name, email }) => ({ value: name, ...(email === undefined ? {} : { description: email }) }));
  const fault = faults.approver;
  return (
    <FormField
      label={t('exceptions.approver')}
      constraintText={t('exceptions.approver.text')}
      {...(fault === undefined ? {} : { errorText: approverFault(t, fault) })}
    >
      <Autosuggest
        value={draft.approver}
        options={options}
        enteredTextLabel={(name) => t('exceptions.approver.named', { name })}
        empty={t('exceptions.approver.empty')}
        onChange={({ detail }) => onChange({ ...draft, approver: detail.value })}
      />
    </FormField>
  );
}

const approverFault = (t: Words, fault: NonNullable<DraftFaults['approver']>): string =>
  t(fault === 'yourself' ? 'exceptions.fault.approver.yourself' : 'exceptions.fault.approver.missing');
