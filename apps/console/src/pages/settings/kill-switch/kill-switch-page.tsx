import type { KillSwitchScope, Output } from '@trueup/api-contract';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { StopDialog } from './stop-dialog.tsx';
import { StopPart } from './stop-part.tsx';
import { useScopeWords } from './switch-words.ts';
import { SwitchesTable } from './switches-table.tsx';

type TurnedOn = Output<'turnKillSwitchOn'>;

export function KillSwitchPage() {
  const t = useWords();
  const query = useAsked('listKillSwitches', {});
  const [scope, setScope] = useState<KillSwitchScope>();
  const [turnedOn, setTurnedOn] = useState<TurnedOn>();
  return (
    <Page title={t('nav.killSwitch')} description={t('settings.switch.text')}>
      <SpaceBetween size="l">
        {turnedOn === undefined ? undefined : <Stopped of={turnedOn} onClose={() => setTurnedOn(undefined)} />}
        <Loaded query={query}>
          {({ items }) => (
            <SpaceBetween size="l">
              {items.length === 0 ? (
                <Alert type="success" header={t('settings.switch.noneOn')}>
                  {t('settings.switch.noneOn.text')}
                </Alert>
              ) : (
                <SwitchesTable switches={items} />
              )}
            </SpaceBetween>
          )}
        </Loaded>
        <StopPart onStop={setScope} />
        <WhatItDoes />
      </SpaceBetween>
      {scope === undefined ? undefined : (
        <StopDialog
          scope={scope}
          onStopped={(answer) => {
            setTurnedOn(answer);
            setScope(undefined);
          }}
          onClose={() => setScope(undefined)}
        />
      )}
    </Page>
  );
}

/** What ended by turning one on. */
function Stopped({ of: { killSwitch, stopping }, onClose }: { readonly of: TurnedOn; readonly onClose: () => void }) {
  const t = useWords();
  const scopeWords = useScopeWords();
  return (
    <Alert
      type="info"
      header={t('settings.switch.turnedOn', { what: scopeWords(killSwitch.scope) })}
      dismissible
      onDismiss={onClose}
    >
      {stopping.length === 0 ? (
        t('settings.switch.nothingRan')
      ) : (
        <>
          <Box>{t('settings.switch.stopping', { count: stopping.length })}</Box>
          <ul>
            {stopping.map((id) => (
              <li key={id}>
                <Link href={pathTo('execution', { executionId: id })}>{id}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Alert>
  );
}

function WhatItDoes() {
  const t = useWords();
  return (
    <Container header={<Header variant="h2">{t('settings.switch.does')}</Header>}>
      <ul style={{ margin: 0 }}>
        <li>{t('settings.switch.does.starts')}</li>
        <li>{t('settings.switch.does.runs')}</li>
        <li>{t('settings.switch.does.looks')}</li>
        <li>{t('settings.switch.does.nobody')}</li>
        <li>{t('settings.switch.does.off')}</li>
      </ul>
    </Container>
  );
}
