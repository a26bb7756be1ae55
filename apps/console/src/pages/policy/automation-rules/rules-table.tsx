import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { AutomationRule } from '@trueup/api-contract';
import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { Instant } from '../../../components/instant.tsx';
import { ListTable, type ListColumn } from '../../../components/list-table.tsx';
import { useGo } from '../../../components/use-go.ts';
import { usePagesOf } from '../../../components/use-pages-of.ts';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { moved, ruleId } from './rule-draft.ts';
import { CriteriaWords, UpdateWords } from './rule-words.tsx';

const PAGE = 50;

/** The rules in the order in which they apply. */
export function RulesTable() {
  const t = useWords();
  const { number } = useFormats();
  const query = useAsked('listAutomationRules', {});
  const rules = query.data?.items ?? [];
  const columns = useColumns(rules);
  const { items, ...paging } = usePagesOf(rules, PAGE);
  return (
    <ListTable<AutomationRule>
      name="automation-rules"
      title={t('nav.automationRules')}
      description={t('rules.text')}
      counter={`(${number(rules.length)})`}
      variant="full-page"
      columns={columns}
      items={items}
      trackBy={({ arn }) => arn}
      query={query}
      paging={paging}
      wrapLines
      actions={<Create />}
      empty={
        <SpaceBetween size="s">
          <Box>{t('rules.empty')}</Box>
          <Box>
            {t('rules.empty.text')} <Link href={pathTo('findings')}>{t('nav.findings')}</Link>
          </Box>
          <Create />
        </SpaceBetween>
      }
    />
  );
}

function Create() {
  const t = useWords();
  const go = useGo();
  return (
    <OperationButton
      operation="createAutomationRule"
      variant="primary"
      onClick={() => go(pathTo('automationRules', {}, { new: '1' }))}
    >
      {t('rules.new')}
    </OperationButton>
  );
}

function useColumns(rules: readonly AutomationRule[]): readonly ListColumn<AutomationRule>[] {
  const t = useWords();
  const { number } = useFormats();
  return [
    {
      id: 'name',
      header: t('rules.name'),
      isRowHeader: true,
      width: 200,
      cell: (rule) => (
        <>
          <Link href={pathTo('automationRule', { ruleId: ruleId(rule) })}>{rule.name}</Link>
          <Box variant="small" display="block" color="text-body-secondary">
            {rule.description}
          </Box>
        </>
      ),
    },
    {
      id: 'order',
      header: t('rules.order'),
      width: 120,
      cell: (rule) => <Order rules={rules} rule={rule} text={number(rule.order)} />,
    },
    { id: 'enabled', header: t('rules.status'), width: 180, cell: (rule) => <Enabled rule={rule} /> },
    {
      id: 'terminal',
      header: t('rules.terminal'),
      width: 110,
      cell: ({ terminal }) => t(terminal ? 'common.yes' : 'common.no'),
    },
    {
      id: 'criteria',
      header: t('rules.criteria'),
      width: 250,
      cell: ({ criteria }) => <CriteriaWords criteria={criteria} />,
    },
    { id: 'sets', header: t('rules.sets'), width: 190, cell: ({ update }) => <UpdateWords update={update} /> },
    {
      id: 'updated',
      header: t('rules.updated'),
      width: 140,
      cell: ({ updatedAt }) => <Instant at={updatedAt} relative />,
    },
    { id: 'createdBy', header: t('rules.createdBy'), width: 120, shown: false, cell: ({ createdBy }) => createdBy },
  ];
}

interface OrderProps {
  readonly rules: readonly AutomationRule[];
  readonly rule: AutomationRule;
  readonly text: string;
}

function Order({ rules, rule, text }: OrderProps) {
  const t = useWords();
  const notices = useNotices();
  const reorder = useAct('reorderAutomationRules', () => notices.done(t('rules.moved', { name: rule.name })));
  const index = rules.findIndex(({ arn }) => arn === rule.arn);
  const move = (by: -1 | 1): void =>
    reorder.mutate({ ids: [...moved(rules, index, by)] }, { onError: (problem) => notices.failed(problem) });
  return (
    <SpaceBetween direction="horizontal" size="xxs" alignItems="center">
      <span>{text}</span>
      <OperationButton
        operation="reorderAutomationRules"
        variant="inline-icon"
        iconName="angle-up"
        ariaLabel={t('rules.up', { name: rule.name })}
        loading={reorder.isPending}
        because={index === 0 ? t('rules.isFirst') : undefined}
        onClick={() => move(-1)}
      >
        {undefined}
      </OperationButton>
      <OperationButton
        operation="reorderAutomationRules"
        variant="inline-icon"
        iconName="angle-down"
        ariaLabel={t('rules.down', { name: rule.name })}
        loading={reorder.isPending}
        because={index === rules.length - 1 ? t('rules.isLast') : undefined}
        onClick={() => move(1)}
      >
        {undefined}
      </OperationButton>
    </SpaceBetween>
  );
}

function Enabled({ rule }: { readonly rule: AutomationRule }) {
  const t = useWords();
  const notices = useNotices();
  const update = useAct('updateAutomationRule', ({ name, enabled }) =>
    notices.done(t(enabled ? 'rules.nowEnabled' : 'rules.nowDisabled', { name })),
  );
  const turn = (): void =>
    update.mutate(
      { id: ruleId(rule), changes: { RuleStatus: rule.enabled ? 'DISABLED' : 'ENABLED' } },
      { onError: (problem) => notices.failed(problem) },
    );
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <StatusIndicator type={rule.enabled ? 'success' : 'stopped'}>
        {t(rule.enabled ? 'rules.enabled' : 'rules.disabled')}
      </StatusIndicator>
      <OperationButton
        operation="updateAutomationRule"
        variant="inline-link"
        loading={update.isPending}
        ariaLabel={t(rule.enabled ? 'rules.disable.of' : 'rules.enable.of', { name: rule.name })}
        onClick={turn}
      >
        {t(rule.enabled ? 'rules.disable' : 'rules.enable')}
      </OperationButton>
    </SpaceBetween>
  );
}
