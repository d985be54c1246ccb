/** The frame of the pages before sign-in: one card in the middle, language and theme in the corner. */
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LanguageMenu } from '@/shared/shell/LanguageMenu';
import { ThemeMenu } from '@/shared/shell/ThemeMenu';
import classes from './AuthLayout.module.css';

export function AuthLayout() {
  return (
    <AuthFrame>
      <Outlet />
    </AuthFrame>
  );
}

export function AuthFrame({ children }: { children: ReactNode }) {
  return (
    <div className={classes.page}>
      <div className={classes.corner}>
        <LanguageMenu />
        <ThemeMenu />
      </div>
      <main className={classes.main}>{children}</main>
    </div>
  );
}
