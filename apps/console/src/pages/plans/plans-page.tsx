import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Plan } from '@trueup/api-contract';
import { allowedAction } from '@trueup/api-contract';
import { useState } from 'react';
import { useAsked } from '../../api/use-asked.ts';
import { usePaged } from '../../api/use-paged.ts';
import { OperationButton } from '../../components/action-button.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { Page } from '../../components/page.tsx';
import { useControlTitle } from '../../components/use-control-title.ts';
import { useSearchState } from '../../components/use-search-state.ts';
import { useFormats } from '../../i18n/formats.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { useMe } from '../../session/session-context.ts';
import { BulkDecisionDialog, type BulkVerdict } from './bulk-decision-dialog.tsx';
import { usePlanColumns } from './plan-columns.tsx';
import { PLAN_PARTS, shownPlans, type PlanPart } from './shown-plans.ts';

const PAGE_SIZE = 50;

/** Plans in parts, what waits for an approval first; several are decided about at once. */
export function PlansPage() {
  const t = useWords();
  const { number } = useFormats();
  const [search, setSearch] = useSearchState();
  const { part, statuses } = shownPlans(search['status']);
  const findingId = search['finding'];
  const { query, items, ...paging } = usePaged('listPlans', {
    limit: PAGE_SIZE,
    ...(statuses === undefined ? {} : { statuses }),
    ...(findingId === undefined ? {} : { findingId }),
  });
  const [selected, setSelected] = useState<readonly Plan[]>([]);
  const [dialog, setDialog] = useState<{ readonly verdict: BulkVerdict; readonly plans: readonly Plan[] }>();
  const columns = usePlanColumns(useControlTitles());
  // What is selected may have been decided since.
  const chosen = items.filter((plan) => isWaiting(plan) && selected.some(({ id }) => id === plan.id));
  return (
    <Page title={t('nav.plans')} isTable>
      <ListTable<Plan>
        name="plans"
        variant="full-page"
        title={t('nav.plans')}
        description={t('plans.description')}
        {...(query.isPending || paging.hasMore || paging.page > 1 ? {} : { counter: `(${number(items.length)})` })}
        columns={columns}
        items={items}
        trackBy={({ id }) => id}
        query={query}
        paging={paging}
        selectionType="multi"
        selectedItems={[...chosen]}
        isItemDisabled={(plan) => !isWaiting(plan)}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        itemLabel={({ controlId, resource }) =>
          t('planPage.title.repair', { control: controlId, resource: resource.id })
        }
        actions={<BulkButtons chosen={chosen} onDecide={(verdict) => setDialog({ verdict, plans: chosen })} />}
        filter={
          <PartChoice
            part={part}
            findingId={findingId}
            onChange={(status) => setSearch({ status })}
            onAnyFinding={() => setSearch({ finding: undefined })}
          />
        }
        empty={<NoPlans part={part} />}
      />
      {dialog === undefined ? undefined : (
        <BulkDecisionDialog
          {...dialog}
          onClose={() => {
            setDialog(undefined);
            setSelected([]);
          }}
        />
      )}
    </Page>
  );
}

const isWaiting = ({ status }: Plan): boolean => status === 'waiting-for-approval';

function useControlTitles(): (controlId: string) => string | undefined {
  const titleOf = useControlTitle();
  const { data } = useAsked('listControls', {});
  return (controlId) => {
    const title = data?.items.find(({ id }) => id === controlId)?.title;
    return title === undefined ? undefined : titleOf(controlId, title);
  };
}

function BulkButtons({
  chosen,
  onDecide,
}: {
  readonly chosen: readonly Plan[];
  readonly onDecide: (verdict: BulkVerdict) => void;
}) {
  const t = useWords();
  const me = useMe();
  const none = chosen.length === 0 ? t('plans.selectFirst') : undefined;
  const allOwn = chosen.every((plan) => allowedAction(me, 'plan.approve', plan).kind === 'own-request');
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <OperationButton operation="decidePlans" because={none} onClick={() => onDecide('reject')}>
        {t('plans.reject', { count: chosen.length })}
      </OperationButton>
      <OperationButton
        operation="decidePlans"
        variant="primary"
        because={none ?? (allOwn ? t('may.ownRequest') : undefined)}
        onClick={() => onDecide('approve')}
      >
        {t('plans.approve', { count: chosen.length })}
      </OperationButton>
    </SpaceBetween>
  );
}

interface PartChoiceProps {
  readonly part: PlanPart;
  readonly findingId: string | undefined;
  readonly onChange: (part: string) => void;
  readonly onAnyFinding: () => void;
}

function PartChoice({ part, findingId, onChange, onAnyFinding }: PartChoiceProps) {
  const t = useWords();
  return (
    <SpaceBetween size="xs">
      <SegmentedControl
        label={t('plans.show')}
        selectedId={part}
        options={PLAN_PARTS.map((id) => ({ id, text: t(`plans.part.${id}`) }))}
        onChange={({ detail }) => onChange(detail.selectedId)}
      />
      {findingId === undefined ? undefined : (
        <Box>
          {t('plans.ofFinding', { findingId })}{' '}
          <Link
            href={pathTo('plans', {}, { status: part })}
            onFollow={(event) => {
              event.preventDefault();
              onAnyFinding();
            }}
          >
            {t('plans.anyFinding')}
          </Link>
        </Box>
      )}
    </SpaceBetween>
  );
}

/** Where there is nothing, where to go next. */
function NoPlans({ part }: { readonly part: PlanPart }) {
  const t = useWords();
  return (
    <SpaceBetween size="xs">
      <b>{t(`plans.empty.${part}`)}</b>
      <span>
        {t('plans.empty.next')} <Link href={pathTo('findings')}>{t('nav.findings')}</Link>
      </span>
    </SpaceBetween>
  );
}
