import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useAct } from '../../api/use-act.ts';
import { OperationButton } from '../../components/action-button.tsx';
import { useWords } from '../../i18n/words.ts';
import { useNotices } from '../../shell/notices.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterMenu } from './filter-menu.tsx';
import type { FindingsView } from './use-findings-view.ts';

const ImportDialog = lazy(async () => {
  const { ImportDialog: dialog } = await import('./import-dialog.tsx');
  return { default: dialog };
});

/** What can be done with what the filter shows, and where findings come from. */
export function ListActions({ view, children }: { readonly view: FindingsView; readonly children?: ReactNode }) {
  const t = useWords();
  const notices = useNotices();
  const [isImporting, setIsImporting] = useState(false);
  const scan = useAct('startScan', () => notices.done(t('findings.scan.started')));
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {children}
      <FilterMenu view={view} />
      <ExportMenu query={view.query} />
      <OperationButton operation="importFindings" onClick={() => setIsImporting(true)}>
        {t('findings.import')}
      </OperationButton>
      <OperationButton
        operation="startScan"
        loading={scan.isPending}
        onClick={() => scan.mutate({}, { onError: notices.failed })}
      >
        {t('findings.scan')}
      </OperationButton>
      {isImporting ? (
        <Suspense>
          <ImportDialog onDismiss={() => setIsImporting(false)} />
        </Suspense>
      ) : undefined}
    </SpaceBetween>
  );
}
