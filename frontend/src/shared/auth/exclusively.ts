/**
 * Runs work that only one tab may do at a time. Browsers without the Web Locks API run it at
 * once: they lose only the protection between tabs.
 */
export function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = navigator.locks;
  return locks ? locks.request(name, work) : work();
}
