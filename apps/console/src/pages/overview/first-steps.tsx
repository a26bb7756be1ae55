import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';

/** Shown where nothing has been looked at yet. */
export function FirstSteps() {
  const t = useWords();
  return (
    <Container header={<Header variant="h2">{t('overview.untouched')}</Header>}>
      <Box padding={{ bottom: 's' }}>{t('overview.untouched.text')}</Box>
      <Button variant="primary" href={pathTo('start')}>
        {t('overview.untouched.start')}
      </Button>
    </Container>
  );
}
