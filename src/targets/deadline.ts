/** Stands for what did not come in time. */
export const LATE = Symbol('late');

/** What a promise gives, or LATE if it takes longer. `timeout` in milliseconds. Rejects as the promise does. */
export async function within<T>(promise: Promise<T>, timeout: number): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, timeout, LATE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
