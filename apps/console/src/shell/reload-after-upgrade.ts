import { keptText } from '../preferences/kept.ts';

const LEAST_BETWEEN_MS = 60_000;

/** A tab that was opened before an upgrade asks for files that are gone: it is loaded anew, and not again and again. */
export function reloadAfterUpgrade(): void {
  const reloadedAt = keptText('reloadedAt');
  addEventListener('vite:preloadError', () => {
    if (Date.now() - Number(reloadedAt.read() ?? 0) < LEAST_BETWEEN_MS) return;
    reloadedAt.write(String(Date.now()));
    location.reload();
  });
}
