import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AutomationRule } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../../api/use-act.ts';
import { useAsked } from '../../../../api/use-asked.ts';
import { OperationButton } from '../../../../components/action-button.tsx';
import { CopyText } from '../../../../components/copy-text.tsx';
import { Instant } from '../../../../components/instant.tsx';
import { JsonView } from '../../../../components/json-view.tsx';
import { Loaded } from '../../../../components/loaded.tsx';
import { Page } from '../../../../components/page.tsx';
import { useGo } from '../../../../components/use-go.ts';
import { useParam } from '../../../../components/use-param.ts';
import { useSearchState } from '../../../../components/use-search-state.ts';
import { ReasonDialog } from '../../../../forms/reason-dialog.tsx';
import { useFormats } from '../../../../i18n/formats.ts';
import { useWords } from '../../../../i18n/words.ts';
import { pathTo } from '../../../../paths.ts';
import { useMe } from '../../../../session/session-context.ts';
import { useNotices } from '../../../../shell/notices.tsx';
import { MatchPreview } from '../match-preview.tsx';
import { draftOfRule, ruleId, ruleInput, written } from '../rule-draft.ts';
import { RuleForm } from '../rule-form.tsx';
import { CriteriaWords, UpdateWords } from '../rule-words.tsx';

/** One automation rule and what it matches now; with `edit=1` in the URL, the form that changes it. */
export function AutomationRulePage() {
  const t = useWords();
  const params = useParam('automationRule');
  const [search, change] = useSearchState();
  const query = useAsked('getAutomationRule', { id: params.ruleId });
  const isEdit = search['edit'] === '1' && query.data !== undefined;
  return (
    <Page
      title={query.data?.name ?? params.ruleId}
      description={query.data?.description}
      above={[{ text: t('nav.automationRules'), href: pathTo('automationRules') }]}
      actions={
        query.data === undefined || isEdit ? undefined : (
          <Actions rule={query.data} onEdit={() => change({ edit: '1' }, 'push')} />
        )
      }
    >
      <Loaded query={query}>{(rule) => (isEdit ? <Edit rule={rule} /> : <Shown rule={rule} />)}</Loaded>
    </Page>
  );
}

function Shown({ rule }: { readonly rule: AutomationRule }) {
  const t = useWords();
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{t('rules.what')}</Header>}>
        <SpaceBetween size="m">
          <Facts rule={rule} />
          <ExpandableSection headerText={t('rules.criteria.json')}>
            <JsonView label={t('rules.criteria.json')} value={rule.criteria} />
          </ExpandableSection>
        </SpaceBetween>
      </Container>
      <MatchPreview criteria={written(rule.criteria)} />
    </SpaceBetween>
  );
}

function Facts({ rule }: { readonly rule: AutomationRule }) {
  const t = useWords();
  const { number } = useFormats();
  const tags = Object.entries(rule.tags ?? {});
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: t('rules.criteria'), value: <CriteriaWords criteria={rule.criteria} /> },
        { label: t('rules.sets'), value: <UpdateWords update={rule.update} /> },
        {
          label: t('rules.status'),
          value: (
            <StatusIndicator type={rule.enabled ? 'success' : 'stopped'}>
              {t(rule.enabled ? 'rules.enabled' : 'rules.disabled')}
            </StatusIndicator>
          ),
        },
        { label: t('rules.order'), value: number(rule.order) },
        { label: t('rules.terminal'), value: t(rule.terminal ? 'rules.terminal.yes' : 'rules.terminal.no') },
        {
          label: t('rules.tags'),
          value:
            tags.length === 0 ? t('common.none') : tags.map(([key, value]) => <div key={key}>{`${key}=${value}`}</div>),
        },
        { label: t('rules.createdBy'), value: rule.createdBy },
        { label: t('rules.createdAt'), value: <Instant at={rule.createdAt} /> },
        { label: t('rules.updated'), value: <Instant at={rule.updatedAt} /> },
        { label: 'ARN', value: <CopyText text={rule.arn} /> },
      ]}
    />
  );
}

function Actions({ rule, onEdit }: { readonly rule: AutomationRule; readonly onEdit: () => void }) {
  const t = useWords();
  const go = useGo();
  const notices = useNotices();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useAct('deleteAutomationRule', ({ name }) => {
    notices.done(t('rules.deleted', { name }));
    go(pathTo('automationRules'));
  });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <OperationButton operation="updateAutomationRule" onClick={onEdit}>
        {t('common.edit')}
      </OperationButton>
      <OperationButton operation="deleteAutomationRule" onClick={() => setIsAsking(true)}>
        {t('common.delete')}
      </OperationButton>
      {isAsking ? (
        <ReasonDialog
          title={t('rules.delete.title', { name: rule.name })}
          confirm={t('common.delete')}
          reason="none"
          isPending={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate({ id: ruleId(rule) })}
          onDismiss={() => {
            remove.reset();
            setIsAsking(false);
          }}
        >
          <Box>{t('rules.delete.text')}</Box>
        </ReasonDialog>
      ) : undefined}
    </SpaceBetween>
  );
}

function Edit({ rule }: { readonly rule: AutomationRule }) {
  const t = useWords();
  const me = useMe();
  const notices = useNotices();
  const [, change] = useSearchState();
  const done = (): void => change({ edit: undefined });
  const save = useAct('updateAutomationRule', ({ name }) => {
    notices.done(t('rules.saved', { name }));
    done();
  });
  return (
    <RuleForm
      initial={draftOfRule(rule)}
      current={rule}
      isPending={save.isPending}
      problem={save.error}
      onSubmit={(draft) => {
        const changes = ruleInput(draft, me.name, rule);
        if (changes !== undefined) save.mutate({ id: ruleId(rule), changes });
      }}
      onCancel={done}
    />
  );
}
