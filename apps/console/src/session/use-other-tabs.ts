import { useEffect } from 'react';

const CHANNEL = 'trueup-session';

/**
 * The tabs of a browser share its session: a tab that reads another one than before says so to the others, and `heard`
 * is called where one did. `session` is '' for nobody's and undefined while it was not read.
 */
export function useOtherTabs(session: string | undefined, heard: () => void): void {
  useEffect(() => {
    if (session === undefined) return undefined;
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener('message', heard);
    channel.postMessage('read');
    return () => channel.close();
  }, [session, heard]);
}
