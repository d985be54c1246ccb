/** Something to take notice of before going on: quieter than an error, in colours that can be read. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import classes from './Warning.module.css';

interface WarningProps {
  title?: string;
  icon?: ComponentType<{ size?: number }>;
  /** `alert` where it appears in answer to what somebody just did. */
  role?: 'alert' | 'status';
  children: ReactNode;
}

export function Warning({ title, icon: Icon = IconAlertTriangle, role, children }: WarningProps) {
  return (
    <div className={classes.warning} role={role}>
      <Icon size={18} />
      <div>
        {title ? <strong className={classes.title}>{title}</strong> : null}
        {children}
      </div>
    </div>
  );
}
