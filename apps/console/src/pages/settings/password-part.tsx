import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useAct } from '../../api/use-act.ts';
import { ProblemAlert } from '../../components/problem-alert.tsx';
import { useWords } from '../../i18n/words.ts';
import { useMe } from '../../session/session-context.ts';
import { useNotices } from '../../shell/notices.tsx';
import { LEAST_PASSWORD } from './least-password.ts';

const EMPTY = { current: '', next: '', again: '' };

/** Sets one's own password. Every session ends, this one too: the page asks for the new one at once. */
export function PasswordPart() {
  const t = useWords();
  const { name } = useMe();
  const { done } = useNotices();
  const [given, setGiven] = useState(EMPTY);
  const change = useAct('changePassword', () => {
    setGiven(EMPTY);
    done(t('settings.password.changed'));
  });
  const short = given.next !== '' && given.next.length < LEAST_PASSWORD;
  const differs = given.again !== '' && given.again !== given.next;
  const isReady = given.current !== '' && given.next.length >= LEAST_PASSWORD && given.again === given.next;
  const field = (key: keyof typeof EMPTY, autoComplete: string) => (
    <Input
      type="password"
      value={given[key]}
      autoComplete={autoComplete}
      onChange={({ detail }) => setGiven((now) => ({ ...now, [key]: detail.value }))}
    />
  );
  return (
    <Container header={<Header variant="h2">{t('settings.password')}</Header>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) change.mutate({ current: given.current, next: given.next });
        }}
      >
        {/* For what keeps passwords: it says whose they are. */}
        <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
        <Form
          actions={
            <Button
              formAction="submit"
              loading={change.isPending}
              disabled={!isReady}
              disabledReason={t('settings.password.incomplete')}
            >
              {t('settings.password.change')}
            </Button>
          }
        >
          <SpaceBetween size="m">
            {change.error === null ? undefined : <ProblemAlert problem={change.error} />}
            <Box color="text-body-secondary">{t('settings.password.text')}</Box>
            <FormField label={t('settings.password.current')}>{field('current', 'current-password')}</FormField>
            <FormField
              label={t('settings.password.next')}
              constraintText={t('session.passwordRule')}
              errorText={short ? t('session.passwordRule') : undefined}
            >
              {field('next', 'new-password')}
            </FormField>
            <FormField
              label={t('settings.password.again')}
              errorText={differs ? t('settings.password.differs') : undefined}
            >
              {field('again', 'new-password')}
            </FormField>
          </SpaceBetween>
        </Form>
      </form>
    </Container>
  );
}
