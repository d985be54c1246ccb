/** The navigation in groups; folded it keeps the icons, with the names as tooltips. */
import { Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import { useBrand } from '@/shared/brand/brand';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatCount } from '@/shared/money/format';
import { Brandmark } from './Brandmark';
import classes from './Sidebar.module.css';
import type { NavEntry, NavGroup } from './types';

interface SidebarProps {
  navigation: NavGroup[];
  small: boolean;
  /** None inside the phone's drawer, which brings its own heading and is never folded. */
  onToggle?: () => void;
}

export function Sidebar({ navigation, small, onToggle }: SidebarProps) {
  const { t } = useTranslation('common');
  const { name } = useBrand();
  const Toggle = small ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const toggleLabel = small ? t('shell.expand') : t('shell.collapse');
  return (
    <aside
      className={clsx(classes.bar, onToggle ? classes.fixed : classes.loose)}
      data-small={small || undefined}
    >
      {onToggle ? (
        <Link to="/" className={classes.brand} aria-label={small ? name : undefined}>
          <Brandmark iconOnly={small} />
        </Link>
      ) : null}
      <nav className={classes.nav} aria-label={t('shell.navigation')}>
        {navigation.map((group, place) => (
          <div key={group.label ?? `group-${place}`} className={classes.group}>
            {group.label && !small ? <p className={classes.heading}>{group.label}</p> : null}
            <ul className={classes.list}>
              {group.entries.map((entry) => (
                <li key={entry.to}>
                  <Entry entry={entry} small={small} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      {onToggle ? (
        <button
          type="button"
          className={clsx(classes.entry, classes.toggle)}
          onClick={onToggle}
          aria-label={toggleLabel}
          aria-expanded={!small}
        >
          <Toggle size={20} stroke={1.6} />
          {small ? null : <span>{toggleLabel}</span>}
        </button>
      ) : null}
    </aside>
  );
}

function Entry({ entry, small }: { entry: NavEntry; small: boolean }) {
  const { tag } = useLanguage();
  const { icon: Icon, label, badge = 0, badgeCapped } = entry;
  return (
    <Tooltip label={label} position="right" disabled={!small}>
      <Link
        to={entry.to}
        className={classes.entry}
        activeProps={{ className: classes.active, 'aria-current': 'page' }}
        activeOptions={{ exact: entry.exact ?? false, includeSearch: false }}
        aria-label={small ? label : undefined}
      >
        <Icon size={20} stroke={1.6} />
        {small ? null : <span className={classes.label}>{label}</span>}
        {badge > 0 ? (
          <span className={classes.badge} data-dot={small || undefined}>
            {small ? '' : `${formatCount(badge, tag)}${badgeCapped ? '+' : ''}`}
          </span>
        ) : null}
      </Link>
    </Tooltip>
  );
}
