import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import type { DeclaredParameter, DocumentSelection, Input, Output, Problem } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { ask } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { useGo } from '../../../components/use-go.ts';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { ParameterForm } from './parameter-form.tsx';
import { readParameters, type ParameterFault } from './parameter-values.ts';
import { PlaceFields, type Place } from './place-fields.tsx';
import { PlannedCalls } from './planned-calls.tsx';

const MODES = ['Auto', 'Interactive'] as const;
type Given = Pick<Input<'planAutomation'>, 'scope' | 'parameters'>;

interface TryTabProps {
  readonly name: string;
  /** What is planned: the text as it is. */
  readonly planned: DocumentSelection;
  /** What is run, and why it cannot be: only what is stored runs. */
  readonly run: { readonly document: DocumentSelection; readonly because: string | undefined };
  /** Undefined: the text cannot be read. */
  readonly declared: readonly DeclaredParameter[] | undefined;
}

/** A runbook against a resource: what it would do, and doing it. */
export function TryTab({ name, planned, run, declared }: TryTabProps) {
  const t = useWords();
  const [place, setPlace] = useState<Place>({ accountId: '', region: '' });
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [faults, setFaults] = useState<Readonly<Record<string, ParameterFault>>>({});
  const [toRun, setToRun] = useState<Given>();
  const plan = useMutation<Output<'planAutomation'>, Problem, Given>({
    mutationFn: (given) => ask('planAutomation', { document: planned, ...given }),
  });
  if (declared === undefined) return <Alert type="info">{t('runbooks.graph.unreadable')}</Alert>;
  /** Calls with what the form says, once it can be read. */
  const withGiven = (then: (given: Given) => void): void => {
    const read = readParameters(declared, texts);
    setFaults(read.kind === 'faults' ? read.faults : {});
    if (read.kind === 'values') then({ scope: scopeOf(place), parameters: read.values });
  };
  return (
    <SpaceBetween size="l">
      <PlaceFields place={place} onChange={setPlace} />
      <ParameterForm
        declared={declared}
        texts={texts}
        faults={faults}
        onChange={(parameter, text) => setTexts((before) => ({ ...before, [parameter]: text }))}
      />
      <SpaceBetween direction="horizontal" size="xs">
        <OperationButton
          operation="planAutomation"
          variant="primary"
          loading={plan.isPending}
          onClick={() => withGiven((given) => plan.mutate(given))}
        >
          {t('runbooks.plan')}
        </OperationButton>
        <OperationButton
          operation="startAutomation"
          because={run.because}
          onClick={() => withGiven((given) => setToRun(given))}
        >
          {t('runbooks.run')}
        </OperationButton>
      </SpaceBetween>
      <div aria-live="polite">
        {plan.error === null ? undefined : <ProblemAlert problem={plan.error} />}
        {plan.data === undefined ? undefined : <PlannedCalls planned={plan.data} />}
      </div>
      {toRun === undefined ? undefined : (
        <RunDialog name={name} document={run.document} given={toRun} onDismiss={() => setToRun(undefined)} />
      )}
    </SpaceBetween>
  );
}

function scopeOf({ accountId, region }: Place): NonNullable<Given['scope']> {
  return { ...(accountId === '' ? {} : { accountId }), ...(region === '' ? {} : { region }) };
}

interface RunDialogProps {
  readonly name: string;
  readonly document: DocumentSelection;
  readonly given: Given;
  readonly onDismiss: () => void;
}

function RunDialog({ name, document, given, onDismiss }: RunDialogProps) {
  const t = useWords();
  const go = useGo();
  const [mode, setMode] = useState<(typeof MODES)[number]>('Auto');
  const start = useAct('startAutomation', ({ execution }) => go(pathTo('execution', { executionId: execution.id })));
  const options = MODES.map((value) => ({ value, label: t(`runbooks.mode.${value}`) }));
  const { accountId, region } = given.scope ?? {};
  return (
    <ReasonDialog
      title={t('runbooks.run.title', { name })}
      confirm={t('runbooks.run')}
      reason="none"
      isPending={start.isPending}
      problem={start.error}
      onConfirm={() => start.mutate({ document, mode, ...given })}
      onDismiss={onDismiss}
    >
      <SpaceBetween size="m">
        <Alert type="warning">
          {t('runbooks.run.warning', {
            account: accountId ?? t('runbooks.run.first'),
            region: region ?? t('runbooks.run.first'),
          })}
        </Alert>
        <FormField label={t('runbooks.run.mode')}>
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === mode) ?? null}
            onChange={({ detail }) => setMode(MODES.find((one) => one === detail.selectedOption.value) ?? 'Auto')}
          />
        </FormField>
      </SpaceBetween>
    </ReasonDialog>
  );
}
