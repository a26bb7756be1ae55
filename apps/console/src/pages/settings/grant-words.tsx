import type { Grant } from '@trueup/api-contract';
import { useIntl } from 'react-intl';
import { useWordOf, useWords } from '../../i18n/words.ts';

/** Roles and where each holds, a line each. */
export function GrantWords({ grants }: { readonly grants: readonly Grant[] }) {
  const t = useWords();
  const wordOf = useWordOf();
  const whereOf = useWhereOf();
  if (grants.length === 0) return <>{t('settings.grants.none')}</>;
  return (
    <>
      {grants.map((grant, index) => (
        <div key={index} style={{ overflowWrap: 'anywhere' }}>
          {t('settings.grant', { role: wordOf('role', grant.role), where: whereOf(grant) })}
        </div>
      ))}
    </>
  );
}

function useWhereOf(): (grant: Grant) => string {
  const t = useWords();
  const intl = useIntl();
  return ({ accounts = [], organizationalUnits = [] }) => {
    const places = [...accounts, ...organizationalUnits];
    return places.length === 0 ? t('settings.everywhere') : intl.formatList(places, { type: 'conjunction' });
  };
}
