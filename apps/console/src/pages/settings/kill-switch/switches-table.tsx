import type { KillSwitch } from '@trueup/api-contract';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Link from '@cloudscape-design/components/link';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { Instant } from '../../../components/instant.tsx';
import { ReasonDialog } from '../../../forms/reason-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { switchKey, useScopeWords } from './switch-words.ts';

/** Those that are on: what each stops, since when, and by whom. */
export function SwitchesTable({ switches }: { readonly switches: readonly KillSwitch[] }) {
  const t = useWords();
  const scopeWords = useScopeWords();
  const [going, setGoing] = useState<KillSwitch>();
  return (
    <>
      <Table<KillSwitch>
        wrapLines
        ariaLabels={{ tableLabel: t('settings.switch.on') }}
        header={
          <Header variant="h2" counter={`(${switches.length})`}>
            {t('settings.switch.on')}
          </Header>
        }
        items={[...switches]}
        trackBy={switchKey}
        columnDefinitions={[
          {
            id: 'what',
            header: t('settings.switch.what'),
            isRowHeader: true,
            minWidth: 180,
            cell: ({ scope }) => <StatusIndicator type="error">{scopeWords(scope)}</StatusIndicator>,
          },
          {
            id: 'reason',
            header: t('common.reason'),
            minWidth: 200,
            cell: ({ reason }) => <span style={{ overflowWrap: 'anywhere' }}>{reason}</span>,
          },
          { id: 'by', header: t('settings.switch.by'), minWidth: 110, cell: ({ by }) => by },
          { id: 'at', header: t('settings.switch.since'), minWidth: 150, cell: ({ at }) => <Instant at={at} /> },
          {
            id: 'actions',
            header: t('common.actions'),
            minWidth: 180,
            cell: (one) => (
              <SpaceBetween size="xxs">
                <OperationButton
                  operation="turnKillSwitchOff"
                  ariaLabel={t('settings.of', { what: t('settings.switch.turnOff'), of: scopeWords(one.scope) })}
                  onClick={() => setGoing(one)}
                >
                  {t('settings.switch.turnOff')}
                </OperationButton>
                <Link href={pathTo('executions', {}, { status: 'Cancelled' })}>{t('settings.switch.stopped')}</Link>
              </SpaceBetween>
            ),
          },
        ]}
      />
      {going === undefined ? undefined : <GoOnDialog killSwitch={going} onClose={() => setGoing(undefined)} />}
    </>
  );
}

function GoOnDialog({ killSwitch, onClose }: { readonly killSwitch: KillSwitch; readonly onClose: () => void }) {
  const t = useWords();
  const { done } = useNotices();
  const what = useScopeWords()(killSwitch.scope);
  const turnOff = useAct('turnKillSwitchOff', () => {
    done(t('settings.switch.turnedOff', { what }));
    onClose();
  });
  return (
    <ReasonDialog
      title={t('settings.switch.turnOff.title', { what })}
      confirm={t('settings.switch.turnOff')}
      reason={{ least: 1 }}
      isPending={turnOff.isPending}
      problem={turnOff.error}
      onConfirm={(reason = '') => turnOff.mutate({ scope: killSwitch.scope, reason })}
      onDismiss={onClose}
    >
      {t('settings.switch.turnOff.text')}
    </ReasonDialog>
  );
}
