import type { Finding } from '@trueup/api-contract';
import { useAsked } from '../../api/use-asked.ts';
import { HeldWhileWaiting } from '../../components/held-while-waiting.tsx';
import { SplitPanel } from '../../components/split-panel.tsx';
import { useControlTitle } from '../../components/use-control-title.ts';
import { useWords } from '../../i18n/words.ts';
import { FindingPanel } from './finding-panel.tsx';
import { SelectionSummary } from './selection-summary.tsx';
import type { FindingsView } from './use-findings-view.ts';

interface FindingSelectionProps {
  readonly view: FindingsView;
  readonly picked: readonly Finding[];
}

/** In the panel: the finding that is selected, or what several have in common. */
export function FindingSelection({ view, picked }: FindingSelectionProps) {
  const t = useWords();
  const id = picked.length > 1 ? undefined : (picked[0]?.id ?? view.selected);
  const { data, isPending } = useAsked('getFinding', { id: id ?? '' }, { enabled: id !== undefined });
  const titleOf = useControlTitle();
  const shown = picked[0] ?? data?.finding;
  if (picked.length > 1) {
    return (
      <SplitPanel header={t('findings.selected', { count: picked.length })}>
        <SelectionSummary findings={picked} />
      </SplitPanel>
    );
  }
  return (
    <HeldWhileWaiting isWaiting={id !== undefined && isPending}>
      {id === undefined ? undefined : (
        <SplitPanel header={shown === undefined ? t('findings.panel') : titleOf(shown.controlId, shown.title)}>
          <FindingPanel key={id} findingId={id} />
        </SplitPanel>
      )}
    </HeldWhileWaiting>
  );
}
