import { useAct } from '../../api/use-act.ts';
import { OperationButton } from '../../components/action-button.tsx';
import { useWords } from '../../i18n/words.ts';
import { useNotices } from '../../shell/notices.tsx';

interface ScanButtonProps {
  /** Absent: all that the policy names, or all of the person's roles. */
  readonly accounts?: readonly string[];
  readonly isPrimary?: boolean;
  /** Why there is nothing to scan. */
  readonly because?: string | undefined;
}

/** Begins a scan and says so; the page follows it from there. */
export function ScanButton({ accounts, isPrimary = false, because }: ScanButtonProps) {
  const t = useWords();
  const { done, failed } = useNotices();
  const scan = useAct('startScan', (started) => done(t('accounts.scan.started', { count: started.accounts.length })));
  return (
    <OperationButton
      operation="startScan"
      variant={isPrimary ? 'primary' : 'normal'}
      loading={scan.isPending}
      because={because}
      onClick={() => scan.mutate(accounts === undefined ? {} : { accounts }, { onError: failed })}
    >
      {t(accounts === undefined ? 'accounts.scan.all' : 'accounts.scan.one')}
    </OperationButton>
  );
}
