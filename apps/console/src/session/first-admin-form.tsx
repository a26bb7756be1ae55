import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { logIn, makeFirstAdmin } from '../api/auth.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useWords } from '../i18n/words.ts';

/** While there are no users: the secret that the server has shown makes the first admin, who is then logged in. */
export function FirstAdminForm({ onOpened }: { readonly onOpened: () => Promise<void> }) {
  const t = useWords();
  const [secret, setSecret] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    async mutationFn() {
      await makeFirstAdmin({ secret: secret.trim(), name, password });
      await logIn(name, password);
    },
    onSuccess: onOpened,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate();
      }}
    >
      <Container
        header={
          <Header variant="h2" description={t('session.first.text')}>
            {t('session.first.title')}
          </Header>
        }
      >
        <Form
          actions={
            <Button variant="primary" formAction="submit" loading={attempt.isPending}>
              {t('session.first.submit')}
            </Button>
          }
        >
          <SpaceBetween size="m">
            {attempt.error === null ? undefined : <ProblemAlert problem={attempt.error} />}
            <FormField label={t('session.first.secret')} description={t('session.first.secretHint')}>
              <Input
                type="password"
                value={secret}
                onChange={({ detail }) => setSecret(detail.value)}
                autoComplete="off"
                autoFocus
              />
            </FormField>
            <FormField label={t('session.name')} constraintText={t('session.nameRule')}>
              <Input
                value={name}
                onChange={({ detail }) => setName(detail.value)}
                autoComplete="username"
                spellcheck={false}
              />
            </FormField>
            <FormField label={t('session.password')} constraintText={t('session.passwordRule')}>
              <Input
                type="password"
                value={password}
                onChange={({ detail }) => setPassword(detail.value)}
                autoComplete="new-password"
              />
            </FormField>
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}
