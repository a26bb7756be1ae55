import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { EventRule, EventTarget } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../../api/use-act.ts';
import { ProblemAlert } from '../../../../components/problem-alert.tsx';
import { useWords } from '../../../../i18n/words.ts';
import { useNotices } from '../../../../shell/notices.tsx';
import { AddressFields, useFaultWords } from './address-fields.tsx';
import { InputFields } from './input-fields.tsx';
import { RetryFields } from './retry-fields.tsx';
import { PEOPLE_KINDS, reachesPeople, TARGET_KINDS, type TargetKind } from './target-fields.ts';
import { emptyTarget, formOf, freeId, targetOf, type TargetForm } from './target-form.ts';

interface TargetDialogProps {
  readonly rule: EventRule;
  /** Absent: a new one. */
  readonly target: EventTarget | undefined;
  readonly onClose: () => void;
}

/** Adds a target to a rule, or changes one. */
export function TargetDialog({ rule, target, onClose }: TargetDialogProps) {
  const t = useWords();
  const notices = useNotices();
  const taken = rule.targets.map(({ id }) => id);
  const [form, setForm] = useState<TargetForm>(() =>
    target === undefined ? emptyTarget('email', taken) : formOf(target),
  );
  const [hasTried, setTried] = useState(false);
  const put = useAct('putEventTargets', () => {
    notices.done(t('events.target.saved', { id: form.id }));
    onClose();
  });
  const read = targetOf(form);
  const faults = hasTried && read.kind === 'faulty' ? read.faults : {};
  const isTaken = target === undefined && taken.includes(form.id.trim());
  const save = (): void => {
    setTried(true);
    if (read.kind === 'target' && !isTaken) put.mutate({ id: rule.name, targets: [read.target] });
  };
  const faultWords = useFaultWords();
  const isOpen = (...members: readonly string[]): boolean =>
    Object.keys(faults).some((path) => members.some((member) => path.startsWith(member)));
  return (
    <Modal
      visible
      size="large"
      header={t(target === undefined ? 'events.target.add' : 'events.target.change', { rule: rule.name })}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button variant="primary" loading={put.isPending} onClick={save}>
              {t('events.target.save')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {put.error === null ? undefined : <ProblemAlert problem={put.error} />}
        <KindField
          form={form}
          onChange={(kind) =>
            setForm({ ...form, kind, values: {}, id: target === undefined ? freeId(kind, taken) : form.id })
          }
        />
        <FormField
          label={t('events.target.id')}
          constraintText={t('events.name.form')}
          errorText={isTaken ? t('events.target.taken') : faultWords(faults['id'], 'tell-the-team')}
        >
          <Input
            value={form.id}
            spellcheck={false}
            disabled={target !== undefined}
            onChange={({ detail }) => setForm({ ...form, id: detail.value })}
          />
        </FormField>
        <AddressFields form={form} faults={faults} onChange={setForm} />
        <ExpandableSection headerText={t('events.input')} defaultExpanded={form.input !== 'event' || isOpen('input')}>
          <InputFields form={form} faults={faults} onChange={setForm} />
        </ExpandableSection>
        <ExpandableSection headerText={t('events.retry')} defaultExpanded={isOpen('retry', 'deadLetterArn')}>
          <RetryFields form={form} faults={faults} onChange={setForm} />
        </ExpandableSection>
      </SpaceBetween>
    </Modal>
  );
}

function KindField({ form, onChange }: { readonly form: TargetForm; readonly onChange: (kind: TargetKind) => void }) {
  const t = useWords();
  const optionOf = (kind: TargetKind): { value: TargetKind; label: string } => ({
    value: kind,
    label: t(`targetKind.${kind}`),
  });
  const others = TARGET_KINDS.filter((kind) => !reachesPeople(kind));
  return (
    <FormField label={t('events.target.kind')}>
      <Select
        selectedOption={optionOf(form.kind)}
        options={[
          { label: t('events.kinds.people'), options: PEOPLE_KINDS.map(optionOf) },
          {
            label: t('events.kinds.trueup'),
            options: others.filter((kind) => isOfTrueup(kind)).map(optionOf),
          },
          { label: t('events.kinds.aws'), options: others.filter((kind) => !isOfTrueup(kind)).map(optionOf) },
        ]}
        onChange={({ detail }) => {
          const kind = TARGET_KINDS.find((one) => one === detail.selectedOption.value);
          if (kind !== undefined) onChange(kind);
        }}
      />
    </FormField>
  );
}

const isOfTrueup = (kind: TargetKind): boolean =>
  kind === 'runbook' || kind === 'remediation' || kind === 'security-hub';
