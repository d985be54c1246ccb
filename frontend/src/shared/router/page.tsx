/** A lazily loaded page: its code and its catalogue are fetched at the same time. */
import { lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { getI18n } from 'react-i18next';

/** `load` imports a module whose default export is the page; `namespaces` are its catalogues. */
export function page(load: () => Promise<{ default: ComponentType }>, namespaces: string[]) {
  return lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), getI18n().loadNamespaces(namespaces)]);
    return module;
  }, 'default');
}
