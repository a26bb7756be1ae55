import { useFormats } from '../i18n/formats.ts';
import { useNow } from './use-now.ts';

/** How long something took, or has taken so far: then it counts on. */
export function Elapsed({ from, to }: { readonly from: string; readonly to?: string | undefined }) {
  return to === undefined ? <SoFar from={from} /> : <Took ms={Date.parse(to) - Date.parse(from)} />;
}

function SoFar({ from }: { readonly from: string }) {
  return <Took ms={useNow(1_000) - Date.parse(from)} />;
}

/** The clocks of browser and server differ a little: nothing has taken less than no time. */
function Took({ ms }: { readonly ms: number }) {
  const { duration } = useFormats();
  return <>{duration(Math.max(0, ms))}</>;
}
