import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAsked } from '../../../api/use-asked.ts';
import { downloadText } from '../../../components/download-text.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { MarkdownText } from '../../../components/markdown/markdown-text.tsx';
import { useWords } from '../../../i18n/words.ts';

/** What to ask of the owners of the code that makes the resource. */
export function ChangeRequestTab({ findingId }: { readonly findingId: string }) {
  const t = useWords();
  const query = useAsked('getChangeRequest', { findingId });
  return (
    <Loaded query={query}>
      {({ title, text, owner }) => (
        <Container
          header={
            <Header
              variant="h2"
              description={
                owner === undefined ? t('code.noOwner') : t('code.owner', { tool: owner.tool, name: owner.name })
              }
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <CopyToClipboard
                    variant="button"
                    textToCopy={text}
                    copyButtonText={t('incident.copy')}
                    copySuccessText={t('common.copied')}
                    copyErrorText={t('common.copyFailed')}
                  />
                  <Button
                    iconName="download"
                    onClick={() => downloadText(`change-request-${findingId}.md`, text, 'text/markdown')}
                  >
                    {t('code.download')}
                  </Button>
                </SpaceBetween>
              }
            >
              {t('code.title')}
            </Header>
          }
        >
          <Box margin={{ bottom: 's' }}>{t('code.description')}</Box>
          <MarkdownText label={title} text={text} />
        </Container>
      )}
    </Loaded>
  );
}
