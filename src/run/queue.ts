/** Values put in by one part and taken out by another, in order. */
export interface Queue<T> {
  put(value: T): void;
  end(): void;
  fail(error: unknown): void;
  values(): AsyncGenerator<T, void>;
}

export function createQueue<T>(): Queue<T> {
  let waiting: T[] = [];
  let over = false;
  let failure: { error: unknown } | undefined;
  let wake: () => void = () => {};
  return {
    put(value) {
      waiting.push(value);
      wake();
    },
    end() {
      over = true;
      wake();
    },
    fail(error) {
      failure = { error };
      over = true;
      wake();
    },
    async *values() {
      while (true) {
        const batch = waiting;
        waiting = [];
        yield* batch;
        if (waiting.length > 0) continue;
        if (over) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (failure) throw failure.error;
    },
  };
}
