/** The account's money as its server last told it, with its age. */
import { Alert } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Amount } from '@/shared/money/Amount';
import { FactList } from '@/shared/ui/FactList';
import { FigureCard, FigureRow } from '@/shared/ui/FigureCard';
import { Freshness } from '@/shared/ui/Freshness';
import { Sections } from '@/shared/ui/Layout';
import { Why } from '@/shared/ui/Why';
import type { Account } from '../../records/accounts';

export function AccountFigures({ account: { figures } }: { account: Account }) {
  const { t } = useTranslation('portal-accounts');
  if (!figures) {
    return (
      <Alert color="accent" icon={<IconPlugConnectedX size={18} />} role="status">
        {t('figures.none')}
      </Alert>
    );
  }
  const equityWhy = (
    <Why about={t('figures.equity')}>
      <FactList
        facts={[
          { label: t('figures.balance'), value: <Amount value={figures.balance} /> },
          { label: t('figures.credit'), value: <Amount value={figures.credit} /> },
          { label: t('figures.floating'), value: <Amount value={figures.floating} signed /> },
          { label: t('figures.equity'), value: <Amount value={figures.equity} />, strong: true },
        ]}
      />
    </Why>
  );
  const freeWhy = (
    <Why about={t('figures.free_margin')}>
      <FactList
        facts={[
          { label: t('figures.equity'), value: <Amount value={figures.equity} /> },
          { label: t('figures.margin'), value: <Amount value={figures.margin} /> },
          {
            label: t('figures.free_margin'),
            value: <Amount value={figures.free_margin} />,
            strong: true,
          },
        ]}
      />
    </Why>
  );
  return (
    <Sections>
      {figures.stale ? (
        <Alert color="yellow" icon={<IconPlugConnectedX size={18} />} role="status">
          {t('figures.stale')}
        </Alert>
      ) : null}
      <FigureRow>
        <FigureCard
          label={t('figures.equity')}
          value={<Amount value={figures.equity} />}
          why={equityWhy}
          note={<Freshness at={figures.as_of} stale={figures.stale} />}
        />
        <FigureCard label={t('figures.balance')} value={<Amount value={figures.balance} />} />
        <FigureCard
          label={t('figures.floating')}
          value={<Amount value={figures.floating} signed />}
        />
        <FigureCard
          label={t('figures.free_margin')}
          value={<Amount value={figures.free_margin} />}
          why={freeWhy}
        />
        <FigureCard label={t('figures.margin')} value={<Amount value={figures.margin} />} />
        <FigureCard label={t('figures.credit')} value={<Amount value={figures.credit} />} />
      </FigureRow>
    </Sections>
  );
}
