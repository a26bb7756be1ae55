import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useGo } from '../../../components/use-go.ts';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useMe } from '../../../session/session-context.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { newRule, ruleId, ruleInput, type RuleDraft } from './rule-draft.ts';
import { RuleForm } from './rule-form.tsx';
import { RulesTable } from './rules-table.tsx';

/** Rules that set fields of findings as they come in; with `new=1` or `criteria` in the URL, the form for another one. */
export function AutomationRulesPage() {
  const t = useWords();
  const [search] = useSearchState();
  if (search['new'] === '1' || search['criteria'] !== undefined) return <NewRule criteria={search['criteria']} />;
  return (
    <Page title={t('nav.automationRules')} isTable>
      <RulesTable />
    </Page>
  );
}

function NewRule({ criteria }: { readonly criteria: string | undefined }) {
  const t = useWords();
  const go = useGo();
  const me = useMe();
  const notices = useNotices();
  const rules = useAsked('listAutomationRules', {});
  const create = useAct('createAutomationRule', (rule) => {
    notices.done(t('rules.created', { name: rule.name }));
    go(pathTo('automationRule', { ruleId: ruleId(rule) }));
  });
  const submit = (draft: RuleDraft): void => {
    const rule = ruleInput(draft, me.name);
    if (rule !== undefined) create.mutate({ rule });
  };
  return (
    <Page
      title={t('rules.new')}
      description={t('rules.text')}
      above={[{ text: t('nav.automationRules'), href: pathTo('automationRules') }]}
    >
      <Loaded query={rules}>
        {({ items }) => (
          <RuleForm
            initial={newRule(criteria, items)}
            isPending={create.isPending}
            problem={create.error}
            onSubmit={submit}
            onCancel={() => go(pathTo('automationRules'))}
          />
        )}
      </Loaded>
    </Page>
  );
}
