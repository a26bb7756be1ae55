import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { CopyBlock } from '../../components/copy-block.tsx';
import { useWords } from '../../i18n/words.ts';

/** The other way in: everything at hand, without an account of AWS. */
export function DemoPart() {
  const t = useWords();
  return (
    <Container
      header={
        <Header variant="h2" description={t('start.demo.text')}>
          {t('start.demo')}
        </Header>
      }
    >
      <CopyBlock label={t('start.demo.command')} text="npm run demo -- --keep" />
    </Container>
  );
}
