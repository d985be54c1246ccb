/** Opens a client's document in a tab of its own; each asking for the link is recorded. */
import type { JsonClient } from '@/shared/api/jsonClient';

/** Rejects when it cannot be had; the tab is opened at once, or browsers hold it back. */
export async function openInTab(api: JsonClient, fileId: string): Promise<void> {
  const tab = window.open('', '_blank');
  try {
    const { url } = await api.get<{ url: string }>(`/api/desk/files/${fileId}`);
    if (tab) {
      tab.opener = null;
      tab.location.assign(url);
    }
  } catch (thrown) {
    tab?.close();
    throw thrown;
  }
}
