import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { useProblemWords } from '../api/problem-words.ts';
import { useWords } from '../i18n/words.ts';

export interface Notices {
  readonly done: (text: ReactNode) => void;
  /** Neither done nor failed, such as that someone else was first. */
  readonly told: (text: ReactNode) => void;
  readonly failed: (problem: unknown) => void;
}

const noticesContext = createContext<Notices | undefined>(undefined);
const itemsContext = createContext<readonly FlashbarProps.MessageDefinition[]>([]);

/** Says on top of the page what became of something. */
export function useNotices(): Notices {
  const notices = useContext(noticesContext);
  if (notices === undefined) throw new Error('useNotices outside of NoticesProvider');
  return notices;
}

/** Older ones go: nobody reads a sixth. */
const MOST = 5;
let lastId = 0;

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const t = useWords();
  const problemWords = useProblemWords();
  const [items, setItems] = useState<readonly FlashbarProps.MessageDefinition[]>([]);
  const add = useCallback(
    (item: FlashbarProps.MessageDefinition) => {
      lastId += 1;
      const id = `notice-${lastId}`;
      const dismiss = (): void => setItems((now) => now.filter((one) => one.id !== id));
      setItems((now) =>
        [{ ...item, id, dismissible: true, dismissLabel: t('common.dismiss'), onDismiss: dismiss }, ...now].slice(
          0,
          MOST,
        ),
      );
    },
    // The label is that of the language at the time.
    [t],
  );
  const notices = useMemo<Notices>(
    () => ({
      done: (text) => add({ type: 'success', content: text, ariaRole: 'status' }),
      told: (text) => add({ type: 'info', content: text, ariaRole: 'status' }),
      failed(problem) {
        const { title, text, detail } = problemWords(problem);
        const content = detail === undefined ? text : `${text} ${detail}`;
        add({ type: 'error', header: title, content, ariaRole: 'alert' });
      },
    }),
    [add, problemWords],
  );
  return (
    <noticesContext.Provider value={notices}>
      <itemsContext.Provider value={items}>{children}</itemsContext.Provider>
    </noticesContext.Provider>
  );
}

export function NoticeBar() {
  return <Flashbar items={[...useContext(itemsContext)]} />;
}
