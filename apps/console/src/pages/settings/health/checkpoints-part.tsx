import type { Output } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useAct } from '../../../api/use-act.ts';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { CopyText } from '../../../components/copy-text.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { useFormats } from '../../../i18n/formats.ts';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';

/** Whether the audit log stands as its signed checkpoints say. */
export function CheckpointsPart() {
  const t = useWords();
  const { failed } = useNotices();
  const key = useAsked('checkpointKey', {});
  const verify = useAct('verifyCheckpoints');
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t('settings.checkpoints.text')}
          actions={
            <OperationButton
              operation="verifyCheckpoints"
              loading={verify.isPending}
              onClick={() => verify.mutate({}, { onError: failed })}
            >
              {t('settings.checkpoints.verify')}
            </OperationButton>
          }
        >
          {t('settings.checkpoints')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {verify.data === undefined ? undefined : <Verdict of={verify.data} />}
        <Loaded query={key}>
          {({ keyId }) => (
            <KeyValuePairs items={[{ label: t('settings.checkpoints.key'), value: <CopyText text={keyId} /> }]} />
          )}
        </Loaded>
      </SpaceBetween>
    </Container>
  );
}

function Verdict({ of: { verdict, checkpoints, latest } }: { readonly of: Output<'verifyCheckpoints'> }) {
  const t = useWords();
  const { number } = useFormats();
  if (verdict.kind === 'broken')
    return (
      <StatusIndicator type="error">
        {t('settings.checkpoints.broken', { seq: number(verdict.seq), problem: verdict.problem })}
      </StatusIndicator>
    );
  return (
    <Box>
      <StatusIndicator type="success">
        {t('settings.checkpoints.intact', { records: verdict.records, checkpoints })}
      </StatusIndicator>
      {latest === undefined ? undefined : (
        <Box variant="small" display="block">
          {t('settings.checkpoints.latest')} <Instant at={latest.at} />
        </Box>
      )}
    </Box>
  );
}
