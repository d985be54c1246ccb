/** The client's own data, how the portal looks, and the safety of the account. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FactorPanel } from '@/shared/auth/factor/FactorPanel';
import { SessionsPanel } from '@/shared/devices/SessionsPanel';
import { useCountryName } from '@/shared/i18n/useCountryName';
import { CopyButton } from '@/shared/ui/CopyButton';
import { type Fact, FactList } from '@/shared/ui/FactList';
import { Sections, Split } from '@/shared/ui/Layout';
import { PageHeader } from '@/shared/ui/PageHeader';
import { Panel } from '@/shared/ui/Panel';
import { StatusChip } from '@/shared/ui/StatusChip';
import { useClient } from '../../session';
import { Appearance } from './Appearance';
import { ConsentsPanel } from './ConsentsPanel';
import { EmailPanel } from './EmailPanel';
import { PasswordForm } from './PasswordForm';
import { PhonePanel } from './PhonePanel';

export default function ProfilePage() {
  const { t } = useTranslation('portal-profile');
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Sections>
        <Split even>
          <Panel title={t('data')} aside={<RegistrationLink />}>
            <Data />
          </Panel>
          <Panel title={t('appearance')}>
            <Appearance />
          </Panel>
        </Split>
        <Split even>
          <FactorPanel />
          <Panel title={t('password')}>
            <PasswordForm />
          </Panel>
        </Split>
        <Split even>
          <EmailPanel />
          <PhonePanel />
        </Split>
        <Split even>
          <SessionsPanel />
          <ConsentsPanel />
        </Split>
      </Sections>
    </>
  );
}

function RegistrationLink() {
  const { t } = useTranslation('portal-profile');
  return (
    <Anchor component={Link} to="/profile/registration" size="sm">
      {t('registration.open')}
    </Anchor>
  );
}

function Data() {
  const { t } = useTranslation('portal-profile');
  const client = useClient();
  const country = useCountryName();
  const facts: Fact[] = [
    {
      label: t('client_id'),
      value: (
        <>
          <bdi>{client.client_id}</bdi>{' '}
          <CopyButton value={client.client_id} label={t('copy_client_id')} />
        </>
      ),
    },
    { label: t('name'), value: <bdi>{client.name}</bdi> },
    { label: t('email'), value: <bdi>{client.email}</bdi> },
    { label: t('phone'), value: <bdi dir="ltr">{client.phone}</bdi> },
    { label: t('nationality'), value: country(client.nationality) },
    { label: t('kind'), value: <StatusChip status={client.kind} /> },
  ];
  if (client.referral_code) {
    facts.push({
      label: t('referral_code'),
      value: (
        <>
          <bdi>{client.referral_code}</bdi>{' '}
          <CopyButton value={client.referral_code} label={t('copy_referral_code')} />
        </>
      ),
    });
  }
  return <FactList facts={facts} />;
}
