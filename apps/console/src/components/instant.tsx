import { useFormats } from '../i18n/formats.ts';

/** A point in time as text; hovering shows it as the server said it, in UTC. */
export function Instant({ at, relative = false }: { readonly at: string; readonly relative?: boolean }) {
  const { instant, relative: since } = useFormats();
  return (
    <time dateTime={at} title={relative ? `${instant(at)} (${at})` : at}>
      {relative ? since(at) : instant(at)}
    </time>
  );
}
