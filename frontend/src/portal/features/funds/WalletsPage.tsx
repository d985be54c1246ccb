/** The wallets, and every change of the one that is chosen. */
import { Button, Tabs } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FigureRow } from '@/shared/ui/FigureCard';
import { Sections } from '@/shared/ui/Layout';
import { Loaded } from '@/shared/ui/Loaded';
import { PageHeader } from '@/shared/ui/PageHeader';
import { FiguresSkeleton } from '@/shared/ui/skeletons';
import { useWallets } from '../../records/queries';
import { WalletCard } from '../../records/WalletCard';
import { WalletLines } from './WalletLines';

export default function WalletsPage() {
  const { t } = useTranslation('portal-funds');
  const { currency } = useParams({ strict: false });
  const wallets = useWallets();
  const navigate = useNavigate();
  const open = (next: string | null) => void navigate({ to: `/funds/wallets/${next ?? ''}` });
  return (
    <>
      <PageHeader
        title={t('wallets.title')}
        subtitle={t('wallets.subtitle')}
        actions={
          <Button
            component={Link}
            to="/funds/statement"
            variant="default"
            leftSection={<IconHistory size={17} aria-hidden />}
          >
            {t('wallets.statement')}
          </Button>
        }
      />
      <Loaded query={wallets} skeleton={<FiguresSkeleton count={2} />}>
        {({ items }) => {
          const chosen = items.find((one) => one.currency === currency) ?? items[0];
          return (
            <Sections>
              <FigureRow>
                {items.map((wallet) => (
                  <WalletCard key={wallet.currency} wallet={wallet} />
                ))}
              </FigureRow>
              {chosen ? (
                <Tabs value={chosen.currency} onChange={open} keepMounted={false}>
                  <Tabs.List mb="md">
                    {items.map((wallet) => (
                      <Tabs.Tab key={wallet.currency} value={wallet.currency}>
                        {wallet.currency}
                      </Tabs.Tab>
                    ))}
                  </Tabs.List>
                  <Tabs.Panel value={chosen.currency}>
                    <WalletLines key={chosen.currency} currency={chosen.currency} />
                  </Tabs.Panel>
                </Tabs>
              ) : null}
            </Sections>
          );
        }}
      </Loaded>
    </>
  );
}
