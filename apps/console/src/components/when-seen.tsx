import { useEffect, useRef, useState, type ReactNode } from 'react';

/** Holds a place for its children until it comes near to what is seen of the page: what is far below is not loaded. */
export function WhenSeen({ height, children }: { readonly height: string; readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    if (place.current === null || isSeen) return undefined;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setIsSeen(true);
      },
      { rootMargin: '50px' },
    );
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [isSeen]);
  return (
    <div ref={place} style={isSeen ? undefined : { minHeight: height }}>
      {isSeen ? children : null}
    </div>
  );
}
