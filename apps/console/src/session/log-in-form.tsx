import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { logIn } from '../api/auth.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useWords } from '../i18n/words.ts';

interface LogInFormProps {
  /** Absent: whoever comes says his name. */
  readonly name?: string;
  readonly onOpened: () => Promise<void>;
}

export function LogInForm({ name: fixedName, onOpened }: LogInFormProps) {
  const t = useWords();
  const [name, setName] = useState(fixedName ?? '');
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: () => logIn(name, password), onSuccess: onOpened });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt.mutate();
      }}
    >
      <Form
        actions={
          <Button variant="primary" formAction="submit" loading={attempt.isPending}>
            {t('session.logIn')}
          </Button>
        }
      >
        <SpaceBetween size="m">
          {attempt.error === null ? undefined : <ProblemAlert problem={attempt.error} />}
          <FormField label={t('session.name')}>
            <Input
              value={name}
              onChange={({ detail }) => setName(detail.value)}
              autoComplete="username"
              disabled={fixedName !== undefined}
              autoFocus={fixedName === undefined}
              spellcheck={false}
            />
          </FormField>
          <FormField label={t('session.password')}>
            <Input
              type="password"
              value={password}
              onChange={({ detail }) => setPassword(detail.value)}
              autoComplete="current-password"
              autoFocus={fixedName !== undefined}
            />
          </FormField>
        </SpaceBetween>
      </Form>
    </form>
  );
}
