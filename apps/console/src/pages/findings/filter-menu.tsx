import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import { allowedOperation, type OperationName, type SavedView } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../api/use-act.ts';
import { useAsked } from '../../api/use-asked.ts';
import { useWhyNot } from '../../components/action-button.tsx';
import { useGo } from '../../components/use-go.ts';
import { filtersOf } from '../../finding-view/finding-filters.ts';
import { scopeOfQuery } from '../../finding-view/scope-of-query.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { ReasonDialog } from '../../forms/reason-dialog.tsx';
import { useMe } from '../../session/session-context.ts';
import { useNotices } from '../../shell/notices.tsx';
import { ruleCriteria } from './rule-criteria.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import type { FindingsView } from './use-findings-view.ts';
import { savedViewOf } from './view-select.tsx';

/** What can be made of the filter: a rule, an exception, a view. */
export function FilterMenu({ view }: { readonly view: FindingsView }) {
  const t = useWords();
  const go = useGo();
  const notices = useNotices();
  const views = useAsked('listViews', {}).data?.items ?? [];
  const [dialog, setDialog] = useState<'save' | SavedView>();
  const saved = savedViewOf(view.query, views);
  const items = useItems(view, saved);
  const remove = useAct('deleteView', ({ name }) => {
    setDialog(undefined);
    notices.done(t('findings.view.deleted', { name }));
  });
  const chosen = async (id: string): Promise<void> => {
    if (id === 'save') setDialog('save');
    else if (id === 'delete' && saved !== undefined) setDialog(saved);
    else if (id === 'exception') go(exceptionPath(view));
    else if (id === 'rule') {
      const criteria = await ruleCriteria(filtersOf(view.query) ?? {});
      if (criteria.kind === 'criteria') {
        go(pathTo('automationRules', {}, { criteria: JSON.stringify(criteria.criteria) }));
      } else notices.failed(new Error(t('findings.rule.unknownType', { type: criteria.type })));
    }
  };
  return (
    <>
      <ButtonDropdown items={items} onItemClick={({ detail }) => void chosen(detail.id).catch(notices.failed)}>
        {t('findings.filterMenu')}
      </ButtonDropdown>
      {dialog === 'save' ? (
        <SaveViewDialog view={view} views={views} onDismiss={() => setDialog(undefined)} />
      ) : undefined}
      {typeof dialog === 'object' ? (
        <ReasonDialog
          title={t('findings.view.delete')}
          confirm={t('common.delete')}
          reason="none"
          isPending={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate({ name: dialog.name })}
          onDismiss={() => setDialog(undefined)}
        >
          {t('findings.view.delete.text', { name: dialog.name, by: dialog.createdBy })}
        </ReasonDialog>
      ) : undefined}
    </>
  );
}

function exceptionPath({ query }: FindingsView): string {
  const scope = scopeOfQuery(query);
  return pathTo('exceptions', {}, scope.kind === 'scope' ? scope.search : {});
}

function useItems({ query }: FindingsView, saved: SavedView | undefined): ButtonDropdownProps.ItemOrGroup[] {
  const t = useWords();
  const me = useMe();
  const whyNot = useWhyNot();
  const scope = scopeOfQuery(query);
  const mayNot = (operation: OperationName): string | undefined => whyNot(allowedOperation(me, operation));
  const noScope =
    scope.kind === 'scope'
      ? undefined
      : scope.kind === 'everything'
        ? t('findings.exception.everything')
        : scope.kind === 'overdue'
          ? t('findings.exception.overdue')
          : scope.field === undefined
            ? t('findings.exception.joined')
            : t('findings.exception.field', { field: t(`findings.field.${scope.field}`) });
  const noRule = query.overdue
    ? t('findings.rule.overdue')
    : query.groups.length === 0
      ? t('findings.rule.everything')
      : filtersOf(query) === undefined
        ? t('findings.rule.joined')
        : undefined;
  const item = (id: string, text: string, why: string | undefined): ButtonDropdownProps.Item => ({
    id,
    text,
    ...(why === undefined ? {} : { disabled: true, disabledReason: why }),
  });
  return [
    item('rule', t('findings.rule.make'), mayNot('createAutomationRule') ?? noRule),
    item('exception', t('findings.exception.make'), mayNot('placeException') ?? noScope),
    item('save', t('findings.view.save'), mayNot('saveView')),
    item(
      'delete',
      saved === undefined ? t('findings.view.delete') : t('findings.view.deleteThis', { name: saved.name }),
      mayNot('deleteView') ?? (saved === undefined ? t('findings.view.notSaved') : undefined),
    ),
  ];
}
