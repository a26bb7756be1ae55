import type { Output } from '@trueup/api-contract';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { useWords } from '../../../i18n/words.ts';
import { useMe } from '../../../session/session-context.ts';
import { GrantsEditor } from '../users/grants-editor.tsx';
import { ROLES } from '../users/role-counts.ts';
import { grantDrafts, grantsOf } from '../users/user-draft.ts';
import { DaysField, daysOf } from './days-field.tsx';
import { FormDialog } from '../form-dialog.tsx';

interface TokenDialogProps {
  readonly onMade: (token: Output<'createToken'>) => void;
  readonly onClose: () => void;
}

/** Makes a token of one's own, with all of one's roles or fewer. */
export function TokenDialog({ onMade, onClose }: TokenDialogProps) {
  const t = useWords();
  const me = useMe();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [reach, setReach] = useState<'all' | 'fewer'>('all');
  const [grants, setGrants] = useState(() => grantDrafts(me.grants));
  const create = useAct('createToken', onMade);
  const givenDays = daysOf(days);
  // An admin may give any role; anyone else those that he has.
  const roles = me.grants.some(({ role }) => role === 'admin')
    ? ROLES
    : ROLES.filter((role) => me.grants.some((grant) => grant.role === role));
  const isReady = name.trim() !== '' && givenDays !== undefined && (reach === 'all' || grants.length > 0);
  return (
    <FormDialog
      title={t('settings.token.create')}
      confirm={t('settings.token.create')}
      because={isReady ? undefined : t('settings.token.incomplete')}
      isPending={create.isPending}
      problem={create.error}
      onDismiss={onClose}
      onConfirm={() => {
        if (givenDays === undefined) return;
        const narrowed = reach === 'all' ? {} : { grants: grantsOf(grants) };
        create.mutate({ name: name.trim(), days: givenDays, ...narrowed });
      }}
    >
      <SpaceBetween size="m">
        <FormField label={t('session.name')} description={t('settings.token.name.text')}>
          <Input value={name} autoFocus autoComplete="off" onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <DaysField value={days} onChange={setDays} />
        <FormField label={t('settings.token.may')}>
          <RadioGroup
            ariaLabel={t('settings.token.may')}
            value={reach}
            items={[
              { value: 'all', label: t('settings.token.allRoles') },
              { value: 'fewer', label: t('settings.token.fewer'), description: t('settings.token.fewer.text') },
            ]}
            onChange={({ detail }) => setReach(detail.value === 'fewer' ? 'fewer' : 'all')}
          />
        </FormField>
        {reach === 'all' ? undefined : <GrantsEditor grants={grants} roles={roles} onChange={setGrants} />}
      </SpaceBetween>
    </FormDialog>
  );
}
