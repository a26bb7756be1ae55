/** A wake-up that comes while nobody waits is kept for the next wait. */
export interface WakeSignal {
  wake(): void;
  wait(ms: number): Promise<void>;
}

export function wakeSignal(): WakeSignal {
  let woken = false;
  let rouse: (() => void) | undefined;
  return {
    wake() {
      woken = true;
      rouse?.();
    },
    async wait(ms) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          rouse = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      woken = false;
      rouse = undefined;
    },
  };
}
