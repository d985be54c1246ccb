/** The keys of the queue, listed. */
import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FactList } from '@/shared/ui/FactList';

export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('desk-approvals');
  const keys = (...names: string[]) => (
    <span dir="ltr">
      {names.map((name) => (
        <Kbd key={name} me={6}>
          {name}
        </Kbd>
      ))}
    </span>
  );
  return (
    <Modal opened={opened} onClose={onClose} title={t('keys.title')}>
      <FactList
        facts={[
          { label: t('keys.next'), value: keys('J', '→') },
          { label: t('keys.previous'), value: keys('K', '←') },
          { label: t('keys.rows'), value: keys('↑', '↓') },
          { label: t('keys.enter'), value: keys('Enter') },
          { label: t('keys.approve'), value: keys('A') },
          { label: t('keys.reject'), value: keys('R') },
          { label: t('keys.tick'), value: keys('X') },
          { label: t('keys.many'), value: keys('A', 'R') },
          { label: t('keys.files'), value: keys('F') },
          { label: t('keys.next_file'), value: keys('N') },
          { label: t('keys.previous_file'), value: keys('P') },
          { label: t('keys.picture'), value: keys('+', '−', 'T') },
          { label: t('keys.help'), value: keys('?') },
        ]}
      />
    </Modal>
  );
}
