/**
 * For a dialog that is mounted when it is asked for and gone when it closes: the focus goes back to
 * where it was. (Mantine gives it back only to dialogs that were there before they opened.)
 */
import { useEffect } from 'react';

export function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
}
