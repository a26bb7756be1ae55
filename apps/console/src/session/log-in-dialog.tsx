import { AUTH_PATHS } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { readAuthMethods } from '../api/auth.ts';
import { useWords } from '../i18n/words.ts';
import { LogInForm } from './log-in-form.tsx';

/** Over the page of a person whose session has ended. Someone else begins anew. */
export function LogInDialog({ name, onOpened }: { readonly name: string; readonly onOpened: () => Promise<void> }) {
  const t = useWords();
  const methods = useQuery({ queryKey: ['auth-methods'], queryFn: readAuthMethods });
  return (
    <Modal
      visible
      header={t('session.lost.title')}
      closeAriaLabel={t('session.someoneElse')}
      onDismiss={({ detail }) => {
        // A click beside it or Escape throws nothing away of what was typed on the page.
        if (detail.reason === 'closeButton') location.reload();
      }}
    >
      <SpaceBetween size="m">
        <Box>{t('session.lost.text', { name })}</Box>
        {methods.data?.oidc === true ? (
          <SpaceBetween size="xxs">
            <Button href={AUTH_PATHS.oidcStart} target="_blank" iconName="external" iconAlign="right" fullWidth>
              {t('session.logInWithOidc')}
            </Button>
            <Box variant="small">{t('session.lost.oidc')}</Box>
          </SpaceBetween>
        ) : undefined}
        <LogInForm name={name} onOpened={onOpened} />
        <Button variant="inline-link" onClick={() => location.reload()}>
          {t('session.someoneElse')}
        </Button>
      </SpaceBetween>
    </Modal>
  );
}
