/** The small "why" beside a computed figure: opens the facts and the arithmetic behind it. */
import { ActionIcon, Popover } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Why.module.css';

export interface WhyProps {
  /** What the explanation is about, e.g. "Available": names the button for screen readers. */
  about: string;
  /** Rendered when opened, so that an explanation that must be fetched is fetched only then. */
  children: ReactNode;
}

export function Why({ about, children }: WhyProps) {
  const { t } = useTranslation('common');
  const [open, setOpen] = useState(false);
  const label = t('why.open', { about });
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={320}
      position="bottom-start"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={label}
          onClick={() => setOpen(!open)}
        >
          <IconHelpCircle size={15} stroke={1.8} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <div className={classes.body} tabIndex={-1} data-autofocus>
          <p className={classes.title}>{about}</p>
          {open ? children : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
