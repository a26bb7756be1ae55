import AppLayout, { type AppLayoutProps } from '@cloudscape-design/components/app-layout';
import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { currentConnection } from '../changes/connection.ts';
import { followChanges } from '../changes/follow-changes.ts';
import { useFormats } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { lostSession } from '../session/lost-session.ts';
import { ownSession } from '../session/own-session.ts';
import { Navigation } from './navigation.tsx';
import { NoticeBar, NoticesProvider } from './notices.tsx';
import { pageFrameContext, type PageFrame } from './page-frame.tsx';
import { TopBar } from './top-bar.tsx';

/** What stands around every page. */
export function Shell() {
  const queries = useQueryClient();
  const isLost = lostSession.use();
  useEffect(
    () => (isLost ? undefined : followChanges(queries, () => ownSession.goesOn(queries))),
    // A new log-in begins a new stream.
    [queries, isLost],
  );
  return (
    <NoticesProvider>
      <div id="top-bar">
        <TopBar />
      </div>
      <Frame />
    </NoticesProvider>
  );
}

function Frame() {
  const t = useWords();
  const pathname = useLocation({ select: (location) => location.pathname });
  const [navigationOpen, setNavigationOpen] = useState(() => matchMedia('(min-width: 1100px)').matches);
  const [breadcrumbs, setBreadcrumbs] = useState<ReactNode>();
  const [contentType, setContentType] = useState<AppLayoutProps.ContentType>('default');
  const [splitPanel, setSplitPanel] = useState<ReactNode>();
  const [splitPanelOpen, setSplitPanelOpen] = useState(true);
  const frame = useMemo<PageFrame>(
    () => ({
      setBreadcrumbs,
      setContentType,
      setSplitPanel(panel) {
        setSplitPanel(panel);
        // The next one comes open. What changes within one does not open it again once the person has closed it.
        if (panel === undefined) setSplitPanelOpen(true);
      },
    }),
    [],
  );
  return (
    <pageFrameContext.Provider value={frame}>
      <AppLayout
        headerSelector="#top-bar"
        navigation={<Navigation path={pathname} />}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        breadcrumbs={breadcrumbs}
        notifications={<NoticeBar />}
        toolsHide
        contentType={contentType}
        content={
          <SpaceBetween size="m">
            <StaleAlert />
            <Outlet />
          </SpaceBetween>
        }
        ariaLabels={{
          navigation: t('shell.navigation'),
          navigationToggle: t('shell.navigation.open'),
          navigationClose: t('shell.navigation.close'),
          notifications: t('shell.notifications'),
        }}
        // Always given: whether it is open is settled here from the first render on.
        splitPanelOpen={splitPanelOpen}
        onSplitPanelToggle={({ detail }) => setSplitPanelOpen(detail.open)}
        {...(splitPanel === undefined ? {} : { splitPanel })}
      />
    </pageFrameContext.Provider>
  );
}

/** What is on a page that cannot be followed may have changed. */
function StaleAlert() {
  const t = useWords();
  const { instant } = useFormats();
  const connection = currentConnection.use();
  if (connection.kind === 'live') return null;
  return <Alert type="warning">{t('shell.stale', { since: instant(connection.since) })}</Alert>;
}
