import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { Page } from '../components/page.tsx';
import { useWords } from '../i18n/words.ts';
import { pathTo } from '../paths.ts';

export function NotFoundPage() {
  const t = useWords();
  return (
    <Page title={t('shell.notFound')}>
      <Box>
        {t('shell.notFound.text')} <Link href={pathTo('overview')}>{t('nav.overview')}</Link>
      </Box>
    </Page>
  );
}
