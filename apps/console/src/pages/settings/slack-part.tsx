import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../api/use-act.ts';
import { OperationButton } from '../../components/action-button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { ReasonDialog } from '../../forms/reason-dialog.tsx';
import { useWords } from '../../i18n/words.ts';
import { useNotices } from '../../shell/notices.tsx';

/** Tells Slack who one is, so that one may decide plans there. */
export function SlackPart() {
  const t = useWords();
  const { done, failed } = useNotices();
  const [asksUnlink, setAsksUnlink] = useState(false);
  const code = useAct('createSlackLinkCode');
  const unlink = useAct('unlinkSlack', () => {
    setAsksUnlink(false);
    done(t('settings.slack.unlinked'));
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t('settings.slack.text')}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <OperationButton operation="unlinkSlack" onClick={() => setAsksUnlink(true)}>
                {t('settings.slack.unlink')}
              </OperationButton>
              <OperationButton
                operation="createSlackLinkCode"
                loading={code.isPending}
                onClick={() => code.mutate({}, { onError: failed })}
              >
                {t('settings.slack.link')}
              </OperationButton>
            </SpaceBetween>
          }
        >
          Slack
        </Header>
      }
    >
      {code.data === undefined ? (
        <Box color="text-body-secondary">{t('settings.slack.how')}</Box>
      ) : (
        <SpaceBetween size="xs">
          <Box>{t('settings.slack.type')}</Box>
          <CopyText text={`/trueup link ${code.data.code}`} />
          <Countdown until={code.data.expiresAt} />
        </SpaceBetween>
      )}
      {asksUnlink ? (
        <ReasonDialog
          title={t('settings.slack.unlink')}
          confirm={t('settings.slack.unlink')}
          reason="none"
          isPending={unlink.isPending}
          problem={unlink.error}
          onConfirm={() => unlink.mutate({})}
          onDismiss={() => setAsksUnlink(false)}
        >
          {t('settings.slack.unlink.text')}
        </ReasonDialog>
      ) : undefined}
    </Container>
  );
}
