/** Where the client stands: money, accounts, what waits, what moved last. */
import { Button } from '@mantine/core';
import { IconArrowsExchange, IconCashBanknote, IconPlus, IconWallet } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FactorNudge } from '@/shared/auth/factor/FactorNudge';
import { Buttons, Sections } from '@/shared/ui/Layout';
import { PageHeader } from '@/shared/ui/PageHeader';
import { useClient } from '../../session';
import { AccountsPart } from './AccountsPart';
import { KycStrip } from './KycStrip';
import { LatestPart } from './LatestPart';
import { MoneyPart } from './MoneyPart';
import { ReferralPart } from './ReferralPart';
import { TodoStrip } from './TodoStrip';

export default function DashboardPage() {
  const { t } = useTranslation('portal-dashboard');
  const client = useClient();
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('welcome', { name: client.name })}
        actions={<Shortcuts />}
      />
      <Sections>
        <FactorNudge person={client.client_id} />
        <KycStrip />
        <TodoStrip />
        <MoneyPart />
        <AccountsPart />
        {client.referral_code ? <ReferralPart code={client.referral_code} /> : null}
        <LatestPart />
      </Sections>
    </>
  );
}

function Shortcuts() {
  const { t } = useTranslation('portal-dashboard');
  const others = [
    { to: '/funds/transfer', label: t('transfer'), icon: IconArrowsExchange },
    { to: '/funds/withdraw', label: t('withdraw'), icon: IconCashBanknote },
    { to: '/accounts/new', label: t('new_account'), icon: IconPlus },
  ];
  return (
    <Buttons>
      <Button
        component={Link}
        to="/funds/deposit"
        leftSection={<IconWallet size={17} aria-hidden />}
      >
        {t('deposit')}
      </Button>
      {others.map(({ to, label, icon: Icon }) => (
        <Button
          key={to}
          component={Link}
          to={to}
          variant="default"
          leftSection={<Icon size={17} aria-hidden />}
        >
          {label}
        </Button>
      ))}
    </Buttons>
  );
}
