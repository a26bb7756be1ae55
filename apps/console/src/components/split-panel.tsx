import SplitPanelFrame from '@cloudscape-design/components/split-panel';
import { useEffect, type ReactNode } from 'react';
import { usePageFrame } from '../shell/page-frame.tsx';

/** Shows its children in the panel below or beside the page, for as long as it is there. */
export function SplitPanel({ header, children }: { readonly header: string; readonly children: ReactNode }) {
  const { setSplitPanel } = usePageFrame();
  useEffect(() => {
    setSplitPanel(<SplitPanelFrame header={header}>{children}</SplitPanelFrame>);
  }, [header, children, setSplitPanel]);
  useEffect(() => () => setSplitPanel(undefined), [setSplitPanel]);
  return null;
}
