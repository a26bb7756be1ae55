import { useFormats } from '../i18n/formats.ts';
import { useNow } from './use-now.ts';

const MOVES_ON_MS = 15_000;

/** A point in time as text; hovering shows it as the server said it, in UTC. */
export function Instant({ at, relative = false }: { readonly at: string; readonly relative?: boolean }) {
  const { instant } = useFormats();
  return (
    <time dateTime={at} title={relative ? `${instant(at)} (${at})` : at}>
      {relative ? <Since at={at} /> : instant(at)}
    </time>
  );
}

/** How long ago, or how soon; it moves on by itself. */
function Since({ at }: { readonly at: string }) {
  const { relative } = useFormats();
  useNow(MOVES_ON_MS);
  return <>{relative(at)}</>;
}
