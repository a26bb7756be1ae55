import SpaceBetween from '@cloudscape-design/components/space-between';
import { HeldWhileWaiting } from '../../components/held-while-waiting.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { useWords } from '../../i18n/words.ts';
import { FindingFilter } from './finding-filter.tsx';
import { FindingSelection } from './finding-selection.tsx';
import { LastScan } from './last-scan.tsx';
import { ListActions } from './list-actions.tsx';
import { useFindingRows } from './use-finding-rows.tsx';
import { PAGE_SIZES, type FindingsView } from './use-findings-view.ts';
import { useGroupRows } from './use-group-rows.tsx';

/**
 * One table for findings and for controls, so that what stands around the rows, and the focus, stay where they are when
 * the grouping changes.
 */
export function FindingsTable({ view }: { readonly view: FindingsView }) {
  const t = useWords();
  const isGrouped = view.grouping === 'control';
  const findings = useFindingRows(view, { isShown: !isGrouped });
  const groups = useGroupRows(view, { isShown: isGrouped });
  const shown = isGrouped ? groups : findings;
  const common = {
    title: t('nav.findings'),
    variant: 'full-page',
    description: <LastScan />,
    actions: <ListActions view={view}>{shown.actions}</ListActions>,
    filter: (
      <SpaceBetween size="s">
        <FindingFilter view={view} countText={shown.countText} />
        {shown.notice}
      </SpaceBetween>
    ),
    pageSize: { size: view.size, sizes: PAGE_SIZES, onChange: view.setSize },
  } as const;
  return (
    <>
      {isGrouped ? undefined : <FindingSelection view={view} picked={findings.picked} />}
      <HeldWhileWaiting isWaiting={shown.isWaiting}>
        {isGrouped ? <ListTable {...common} {...groups.table} /> : <ListTable {...common} {...findings.table} />}
      </HeldWhileWaiting>
    </>
  );
}
