import type { User } from '@trueup/api-contract';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../../api/use-act.ts';
import { useWords } from '../../../i18n/words.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { LEAST_PASSWORD } from '../least-password.ts';
import { GrantsEditor } from './grants-editor.tsx';
import { ROLES } from './role-counts.ts';
import { changesOf, draftOf, NEW_USER, newUserOf, type UserDraft } from './user-draft.ts';
import { WayIn } from './way-in.tsx';

interface UserDialogProps {
  /** Absent: someone new is let in. */
  readonly user?: User | undefined;
  readonly onClose: () => void;
}

/** Lets a person in, or changes what he may do and how he comes in. */
export function UserDialog({ user, onClose }: UserDialogProps) {
  const t = useWords();
  const [draft, setDraft] = useState<UserDraft>(() => (user === undefined ? NEW_USER : draftOf(user)));
  const save = useSave(user, draft, onClose);
  const change = (changes: Partial<UserDraft>): void => setDraft((now) => ({ ...now, ...changes }));
  return (
    <FormDialog
      title={user === undefined ? t('settings.user.new') : t('settings.user.change', { name: user.name })}
      confirm={t(user === undefined ? 'settings.user.create' : 'common.save')}
      because={save.because}
      isPending={save.isPending}
      problem={save.problem}
      onConfirm={save.start}
      onDismiss={onClose}
    >
      <SpaceBetween size="m">
        <FormField label={t('session.name')} constraintText={t('settings.user.name.rule')}>
          <Input
            value={draft.name}
            disabled={user !== undefined}
            autoComplete="off"
            spellcheck={false}
            onChange={({ detail }) => change({ name: detail.value })}
          />
        </FormField>
        <FormField label={t('settings.user.email')} description={t('settings.user.email.text')}>
          <Input
            type="email"
            value={draft.email}
            autoComplete="off"
            onChange={({ detail }) => change({ email: detail.value })}
          />
        </FormField>
        <WayIn draft={draft} mayKeep={user !== undefined} onChange={change} />
        <FormField label={t('settings.roles')} description={t('settings.grants.text')} stretch>
          <GrantsEditor grants={draft.grants} roles={ROLES} onChange={(grants) => change({ grants })} />
        </FormField>
      </SpaceBetween>
    </FormDialog>
  );
}

function useSave(user: User | undefined, draft: UserDraft, onClose: () => void) {
  const t = useWords();
  const { done } = useNotices();
  const create = useAct('createUser', ({ name }) => {
    done(t('settings.user.created', { name }));
    onClose();
  });
  const change = useAct('changeUser', ({ name }) => {
    done(t('settings.user.changed', { name }));
    onClose();
  });
  const changes = user === undefined ? undefined : changesOf(user, draft);
  const missing =
    draft.name.trim() === '' ||
    (draft.way === 'password' && draft.password.length < LEAST_PASSWORD) ||
    (draft.way === 'oidc' && (draft.issuer.trim() === '' || draft.subject.trim() === '')) ||
    (draft.way === 'email' && draft.email.trim() === '');
  const unchanged = user !== undefined && changes === undefined;
  return {
    isPending: create.isPending || change.isPending,
    problem: create.error ?? change.error,
    because: missing ? t('settings.user.incomplete') : unchanged ? t('settings.user.unchanged') : undefined,
    start(): void {
      if (user === undefined) create.mutate(newUserOf(draft));
      else if (changes !== undefined) change.mutate(changes);
    },
  };
}
