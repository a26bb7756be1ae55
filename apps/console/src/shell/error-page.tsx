import { ProblemAlert } from '../components/problem-alert.tsx';

/** A page that broke, or whose part could not be loaded: the frame around it stays. */
export function ErrorPage({ error }: { readonly error: unknown }) {
  return <ProblemAlert problem={error} onRetry={() => location.reload()} />;
}
