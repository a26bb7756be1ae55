import type { KillSwitchScope } from '@trueup/api-contract';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useState } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { OperationButton } from '../../../components/action-button.tsx';
import { useControlTitle } from '../../../components/use-control-title.ts';
import { useWords } from '../../../i18n/words.ts';

type Kind = KillSwitchScope['kind'];
const KINDS: readonly Kind[] = ['all', 'account', 'control'];

/** Chooses what is to stop. The reason is asked for before it does. */
export function StopPart({ onStop }: { readonly onStop: (scope: KillSwitchScope) => void }) {
  const t = useWords();
  const [kind, setKind] = useState<Kind>('all');
  const [ids, setIds] = useState<Readonly<Partial<Record<Kind, string>>>>({});
  const id = ids[kind];
  const scope: KillSwitchScope | undefined = kind === 'all' ? { kind } : id === undefined ? undefined : { kind, id };
  return (
    <Container header={<Header variant="h2">{t('settings.switch.stop')}</Header>}>
      <SpaceBetween size="m">
        <Tiles
          ariaLabel={t('settings.switch.what')}
          value={kind}
          columns={3}
          items={KINDS.map((value) => ({
            value,
            label: t(`settings.switch.kind.${value}`),
            description: t(`settings.switch.kind.${value}.text`),
          }))}
          onChange={({ detail }) => setKind(detail.value as Kind)}
        />
        {kind === 'all' ? undefined : (
          <WhichOne kind={kind} id={id} onChange={(next) => setIds((now) => ({ ...now, [kind]: next }))} />
        )}
        <OperationButton
          operation="turnKillSwitchOn"
          variant="primary"
          because={scope === undefined ? t('settings.switch.choose') : undefined}
          onClick={() => {
            if (scope !== undefined) onStop(scope);
          }}
        >
          {t(`settings.switch.stop.${kind}`)}
        </OperationButton>
      </SpaceBetween>
    </Container>
  );
}

interface WhichOneProps {
  readonly kind: 'account' | 'control';
  readonly id: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

function WhichOne({ kind, id, onChange }: WhichOneProps) {
  const t = useWords();
  const titleOf = useControlTitle();
  const accounts = useAsked('listAccounts', {}, { enabled: kind === 'account' });
  const controls = useAsked('listControls', {}, { enabled: kind === 'control' });
  const options =
    kind === 'account'
      ? (accounts.data?.items ?? []).map(({ id: value, name }) => ({ value, label: value, description: name }))
      : (controls.data?.items ?? []).map(({ id: value, title }) => ({
          value,
          label: value,
          description: titleOf(value, title),
        }));
  return (
    <FormField label={t(`settings.switch.which.${kind}`)}>
      <Select
        selectedOption={options.find(({ value }) => value === id) ?? null}
        options={options}
        filteringType="auto"
        statusType={(kind === 'account' ? accounts : controls).isPending ? 'loading' : 'finished'}
        loadingText={t('common.loading')}
        placeholder={t('settings.switch.choose')}
        empty={t('common.none')}
        onChange={({ detail }) => onChange(detail.selectedOption.value)}
      />
    </FormField>
  );
}
