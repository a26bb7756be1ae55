import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { allowedOperation } from '@trueup/api-contract';
import { useAsked } from '../../../api/use-asked.ts';
import { Instant } from '../../../components/instant.tsx';
import { Status } from '../../../components/status.tsx';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { useMe } from '../../../session/session-context.ts';

/** One answer serves every target of a rule. */
const LOOKED_AT = 100;
const EVERY_MS = 15_000;

/** What became of the last message, and where its story is. */
export function LastDelivery({ rule, targetId }: { readonly rule: string; readonly targetId: string }) {
  const t = useWords();
  const enabled = allowedOperation(useMe(), 'listDeliveries').kind === 'allowed';
  const { data, error } = useAsked('listDeliveries', { rule, limit: LOOKED_AT }, { enabled, everyMs: EVERY_MS });
  const last = data?.items.find(({ target }) => target.id === targetId);
  if (error !== null || (data === undefined && !enabled)) return <>{t('common.unknown')}</>;
  if (data === undefined) return null;
  if (last === undefined) return <Box color="text-body-secondary">{t('notifications.never')}</Box>;
  return (
    <>
      <Status of="delivery" value={last.status} />{' '}
      <Link href={pathTo('deliveries', {}, { rule, delivery: last.id })}>
        <Instant at={last.createdAt} relative />
      </Link>
    </>
  );
}
