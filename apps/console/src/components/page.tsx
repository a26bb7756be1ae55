import BreadcrumbGroup, { type BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useEffect, type ReactNode } from 'react';
import { useWords } from '../i18n/words.ts';
import { pathTo } from '../paths.ts';
import { usePageFrame } from '../shell/page-frame.tsx';

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** The pages above it, nearest last. */
  readonly above?: readonly BreadcrumbGroupProps.Item[];
  /** True for a page that is one table with a header of its own. */
  readonly isTable?: boolean;
  readonly children: ReactNode;
}

const NONE_ABOVE: readonly BreadcrumbGroupProps.Item[] = [];

/** A page in the frame: its title in the tab, its place in the breadcrumbs, its heading. */
export function Page({ title, description, actions, above = NONE_ABOVE, isTable = false, children }: PageProps) {
  const t = useWords();
  const { setBreadcrumbs, setContentType } = usePageFrame();
  const trail = JSON.stringify([{ text: 'Trueup', href: pathTo('overview') }, ...above, { text: title, href: '' }]);
  useEffect(() => {
    document.title = t('shell.documentTitle', { title });
    setBreadcrumbs(<BreadcrumbGroup items={JSON.parse(trail) as BreadcrumbGroupProps.Item[]} />);
    return () => setBreadcrumbs(undefined);
  }, [t, title, trail, setBreadcrumbs]);
  useEffect(() => setContentType(isTable ? 'table' : 'default'), [isTable, setContentType]);
  if (isTable) return <>{children}</>;
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={description} actions={actions}>
          {title}
        </Header>
      }
    >
      {children}
    </ContentLayout>
  );
}
