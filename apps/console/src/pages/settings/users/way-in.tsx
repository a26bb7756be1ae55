import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useWords } from '../../../i18n/words.ts';
import type { UserDraft } from './user-draft.ts';

const WAYS = ['password', 'email', 'oidc'] as const;

interface WayInProps {
  readonly draft: UserDraft;
  /** True for somebody who has a way in already. */
  readonly mayKeep: boolean;
  readonly onChange: (changes: Partial<UserDraft>) => void;
}

/** How a person is to come in. */
export function WayIn({ draft, mayKeep, onChange }: WayInProps) {
  const t = useWords();
  const ways: readonly UserDraft['way'][] = mayKeep ? ['keep', ...WAYS] : WAYS;
  return (
    <SpaceBetween size="s">
      <FormField label={t('settings.way')}>
        <RadioGroup
          ariaLabel={t('settings.way')}
          value={draft.way}
          items={ways.map((value) => ({
            value,
            label: t(`settings.way.${value}`),
            description: t(`settings.way.${value}.text`),
          }))}
          onChange={({ detail }) => onChange({ way: detail.value as UserDraft['way'] })}
        />
      </FormField>
      {draft.way === 'password' ? (
        <FormField label={t('settings.way.password.first')} constraintText={t('session.passwordRule')}>
          <Input
            type="password"
            value={draft.password}
            autoComplete="new-password"
            onChange={({ detail }) => onChange({ password: detail.value })}
          />
        </FormField>
      ) : undefined}
      {draft.way === 'oidc' ? (
        <>
          <FormField label={t('settings.oidc.issuer')}>
            <Input
              value={draft.issuer}
              placeholder="https://id.example.com"
              autoComplete="off"
              spellcheck={false}
              onChange={({ detail }) => onChange({ issuer: detail.value })}
            />
          </FormField>
          <FormField label={t('settings.oidc.subject')} description={t('settings.oidc.subject.text')}>
            <Input
              value={draft.subject}
              autoComplete="off"
              spellcheck={false}
              onChange={({ detail }) => onChange({ subject: detail.value })}
            />
          </FormField>
        </>
      ) : undefined}
    </SpaceBetween>
  );
}
