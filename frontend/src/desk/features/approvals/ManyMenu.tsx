/** What can be decided at once: the requests that are ticked, or all that wait in this view. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Chosen, MOST_AT_ONCE, type Verdict } from './many';

export interface Asked {
  verdict: Verdict;
  chosen: Chosen;
}

interface ManyMenuProps {
  ids: readonly string[];
  type: string | undefined;
  onAsk: (asked: Asked) => void;
}

const VERDICTS = ['approved', 'rejected'] as const;

export function ManyMenu({ ids, type, onAsk }: ManyMenuProps) {
  const { t } = useTranslation('desk-approvals');
  const count = ids.length;
  const fits = count > 0 && count <= MOST_AT_ONCE;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={15} />}>
          {count > 0 ? t('many.ticked', { count }) : t('many.menu')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {VERDICTS.map((verdict) => (
          <Menu.Item
            key={verdict}
            disabled={!fits}
            onClick={() => onAsk({ verdict, chosen: { request_ids: ids } })}
          >
            {t(`many.of_ticked.${verdict}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {VERDICTS.map((verdict) => (
          <Menu.Item
            key={verdict}
            onClick={() => onAsk({ verdict, chosen: { everything: true, type } })}
          >
            {t(`many.of_all.${verdict}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
