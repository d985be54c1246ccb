/** Who is signed in, ids to copy, the time zone of all times, profile and sign-out. */
import { Avatar, Popover, SegmentedControl, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useZone, type ZoneChoice } from '@/shared/time/zone';
import { CopyButton } from '@/shared/ui/CopyButton';
import classes from './AvatarMenu.module.css';
import type { Person } from './types';

/** First letters of the first and last word; the first character where names have no spaces. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined];
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
}

export function AvatarMenu({ person, onSignOut }: { person: Person; onSignOut: () => void }) {
  const { t } = useTranslation('common');
  const { choice, choose } = useZone();
  const zones = [
    { value: 'broker', label: t('zone.broker') },
    { value: 'local', label: t('zone.local') },
  ];
  const [open, setOpen] = useState(false);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={280}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton className={classes.button} onClick={() => setOpen(!open)}>
          <VisuallyHidden>{t('shell.account_of', { name: person.name })}</VisuallyHidden>
          <Avatar size={34} color="accent" radius="xl" aria-hidden>
            {initialsOf(person.name)}
          </Avatar>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('shell.account_of', { name: person.name })}>
        <div className={classes.who}>
          <strong className={classes.name}>{person.name}</strong>
          <bdi className={classes.email}>{person.email}</bdi>
        </div>
        {person.ids.map(({ label, value, copyLabel }) => (
          <div key={label} className={classes.id}>
            <span className={classes.label}>{label}</span>
            <bdi className={classes.value}>{value}</bdi>
            <CopyButton value={value} label={copyLabel} />
          </div>
        ))}
        <div className={classes.zone}>
          <span className={classes.label}>{t('zone.label')}</span>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('zone.label')}
            data={zones}
            value={choice}
            onChange={(value) => choose(value as ZoneChoice)}
          />
        </div>
        <div className={classes.ways}>
          {person.profileTo ? (
            <Link to={person.profileTo} className={classes.way} onClick={() => setOpen(false)}>
              <IconUser size={17} stroke={1.6} aria-hidden />
              {t('shell.profile')}
            </Link>
          ) : null}
          <button type="button" className={classes.way} onClick={onSignOut}>
            <IconLogout size={17} stroke={1.6} aria-hidden />
            {t('shell.sign_out')}
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
