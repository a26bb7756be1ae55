import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { LazyCodeEditor } from '../../../components/code/lazy-code-editor.tsx';
import { Page } from '../../../components/page.tsx';
import { ProblemAlert } from '../../../components/problem-alert.tsx';
import { useGo } from '../../../components/use-go.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { AddressFields } from '../event-rules/targets/address-fields.tsx';
import { PEOPLE_KINDS } from '../event-rules/targets/target-fields.ts';
import {
  emptyTarget,
  freeId,
  targetOf,
  type TargetFault,
  type TargetForm,
} from '../event-rules/targets/target-form.ts';
import { patternOf, ruleFor, TOPICS, type Topic } from './topics.ts';

/** Tell whom when what: makes the rule of the topic, where there is none, and puts the target on it. */
export function NewNotification() {
  const t = useWords();
  const go = useGo();
  const notices = useNotices();
  const [topic, setTopic] = useState<Topic>('severe-findings');
  const [form, setForm] = useState<TargetForm>(() => emptyTarget('email'));
  const [hasTried, setTried] = useState(false);
  const rules = useAsked('listEventRules', {});
  const read = targetOf(form);
  const rule = ruleFor(topic, rules.data?.items ?? []);
  const add = useAct('putEventTargets', () => {
    notices.done(t('notifications.made', { topic: t(`topic.${topic}`) }));
    go(pathTo('notifications'));
  });
  const put = useAct('putEventRule');
  const save = (): void => {
    setTried(true);
    if (read.kind === 'faulty') return;
    const id = freeId(form.kind, rule.existing?.targets.map((one) => one.id) ?? []);
    const targets = { id: rule.name, targets: [{ ...read.target, id }] };
    if (rule.existing !== undefined) add.mutate(targets);
    else put.mutate({ name: rule.name, pattern: patternOf(topic) }, { onSuccess: () => add.mutate(targets) });
  };
  const problem = put.error ?? add.error;
  return (
    <Page
      title={t('notifications.new')}
      above={[{ text: t('nav.notifications'), href: pathTo('notifications') }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button href={pathTo('notifications')}>{t('common.cancel')}</Button>
          <OperationButton
            operation="putEventTargets"
            variant="primary"
            loading={put.isPending || add.isPending}
            because={rules.data === undefined ? t('common.loading') : undefined}
            onClick={save}
          >
            {t('notifications.create')}
          </OperationButton>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {problem === null ? undefined : <ProblemAlert problem={problem} />}
        <TopicChoice topic={topic} onChange={setTopic} />
        <Whom form={form} faults={hasTried && read.kind === 'faulty' ? read.faults : {}} onChange={setForm} />
        <PatternShown topic={topic} rule={rule.name} isNew={rule.existing === undefined} />
      </SpaceBetween>
    </Page>
  );
}

function TopicChoice({ topic, onChange }: { readonly topic: Topic; readonly onChange: (topic: Topic) => void }) {
  const t = useWords();
  return (
    <Container header={<Header variant="h2">{t('notifications.what')}</Header>}>
      <RadioGroup
        ariaLabel={t('notifications.what')}
        value={topic}
        items={TOPICS.map((value) => ({ value, label: t(`topic.${value}`), description: t(`topic.${value}.text`) }))}
        onChange={({ detail }) => {
          const chosen = TOPICS.find((one) => one === detail.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      />
    </Container>
  );
}

interface WhomProps {
  readonly form: TargetForm;
  readonly faults: Readonly<Record<string, TargetFault>>;
  readonly onChange: (form: TargetForm) => void;
}

function Whom({ form, faults, onChange }: WhomProps) {
  const t = useWords();
  return (
    <Container header={<Header variant="h2">{t('notifications.whom')}</Header>}>
      <SpaceBetween size="m">
        <SegmentedControl
          label={t('events.target.kind')}
          selectedId={form.kind}
          options={PEOPLE_KINDS.map((id) => ({ id, text: t(`targetKind.${id}`) }))}
          onChange={({ detail }) => {
            const kind = PEOPLE_KINDS.find((one) => one === detail.selectedId);
            if (kind !== undefined) onChange(emptyTarget(kind));
          }}
        />
        <AddressFields form={form} faults={faults} onChange={onChange} />
      </SpaceBetween>
    </Container>
  );
}

interface PatternShownProps {
  readonly topic: Topic;
  readonly rule: string;
  readonly isNew: boolean;
}

/** What is about to be stored, before it is. */
function PatternShown({ topic, rule, isNew }: PatternShownProps) {
  const t = useWords();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t(isNew ? 'notifications.makes' : 'notifications.joins', {
            rule,
          })}
        >
          {t('notifications.pattern')}
        </Header>
      }
    >
      <LazyCodeEditor label={t('notifications.pattern')} language="json" value={patternOf(topic)} />
    </Container>
  );
}
