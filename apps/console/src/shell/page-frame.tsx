import type { AppLayoutProps } from '@cloudscape-design/components/app-layout';
import { createContext, useContext, type ReactNode } from 'react';

/** What a page puts into the frame around it. */
export interface PageFrame {
  readonly setBreadcrumbs: (breadcrumbs: ReactNode) => void;
  readonly setContentType: (type: AppLayoutProps.ContentType) => void;
  /** Undefined takes it away. */
  readonly setSplitPanel: (panel: ReactNode) => void;
}

export const pageFrameContext = createContext<PageFrame | undefined>(undefined);

export function usePageFrame(): PageFrame {
  const frame = useContext(pageFrameContext);
  if (frame === undefined) throw new Error('usePageFrame outside of the shell');
  return frame;
}
