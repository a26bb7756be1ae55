import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useAsked } from '../../api/use-asked.ts';
import { Instant } from '../../components/instant.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useWordOf, useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { useSession } from '../../session/session-context.ts';
import { useNotices } from '../../shell/notices.tsx';
import { GrantWords } from './grant-words.tsx';

/** Who one is to the server, what one may do where, and until when. */
export function IdentityPart() {
  const t = useWords();
  const wordOf = useWordOf();
  const { expiresAt, logOut } = useSession();
  const { failed } = useNotices();
  const identity = useAsked('whoAmI', {});
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Button onClick={() => void logOut().catch(failed)}>{t('session.logOut')}</Button>}
        >
          {t('settings.identity')}
        </Header>
      }
    >
      <Loaded query={identity}>
        {({ name, via, grants }) => (
          <KeyValuePairs
            items={[
              { label: t('session.name'), value: name },
              {
                label: t('settings.roles'),
                value: (
                  <SpaceBetween size="xxs">
                    <GrantWords grants={grants} />
                    <Link href={pathTo('users', {}, { tab: 'roles' })}>{t('settings.roles.meaning')}</Link>
                  </SpaceBetween>
                ),
              },
              { label: t('settings.via'), value: wordOf('settings.via', via) },
              { label: t('settings.session'), value: <SessionEnd at={expiresAt} /> },
            ]}
          />
        )}
      </Loaded>
    </Container>
  );
}

function SessionEnd({ at }: { readonly at: string }) {
  const t = useWords();
  return (
    <>
      <Instant at={at} />
      <div>{t('settings.session.text')}</div>
    </>
  );
}
