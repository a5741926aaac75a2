/** Whether reads have no reason to be late: a target in this process or on loopback. */
export function isNear(url: string | undefined): boolean {
  return url === undefined || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}
