/** Where the verification stands, why, and what the client can do now. */
import { Alert, Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHourglass,
  IconIdBadge2,
  IconScan,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type KycView, startKycCheck } from '@/api/portal';
import { asApiError } from '@/shared/api/ApiError';
import { FormProblem } from '@/shared/forms/FormProblem';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { formatDay } from '@/shared/time/format';
import classes from './kyc.module.css';
import { useVendorWords } from './useVendorWords';

interface StatusPanelProps {
  kyc: KycView;
  onEdit?: () => void;
}

const LOOKS = {
  none: { color: 'accent', icon: IconIdBadge2 },
  pending: { color: 'accent', icon: IconHourglass },
  approved: { color: 'green', icon: IconCircleCheck },
  rejected: { color: 'red', icon: IconAlertTriangle },
  expired: { color: 'orange', icon: IconAlertTriangle },
} as const;

export function StatusPanel({ kyc, onEdit }: StatusPanelProps) {
  const { t } = useTranslation('portal-kyc');
  const { color, icon: Icon } = LOOKS[kyc.status];
  return (
    <Alert
      color={color}
      icon={<Icon size={20} aria-hidden />}
      title={t(`status.${kyc.status}.title`)}
      role="status"
    >
      <p className={classes.text}>{t(`status.${kyc.status}.text`)}</p>
      <Reason kyc={kyc} />
      <Shut kyc={kyc} />
      <Expiry kyc={kyc} />
      <Vendor kyc={kyc} />
      {kyc.status === 'approved' ? <Renewal kyc={kyc} onEdit={onEdit} /> : null}
    </Alert>
  );
}

/** The broker's sentence about what was refused or ended. */
function Reason({ kyc: { latest, status } }: { kyc: KycView }) {
  const { t } = useTranslation('portal-kyc');
  const told = status === 'rejected' || status === 'expired';
  if (!told || !latest?.reason) return null;
  const reason =
    latest.reason === 'identity_not_verified' ? t('not_verified') : <bdi>{latest.reason}</bdi>;
  return (
    <p className={classes.reason}>
      <strong>{t('reason')}</strong> {reason}
    </p>
  );
}

function Shut({ kyc: { shut } }: { kyc: KycView }) {
  const { t } = useTranslation('portal-kyc');
  const { tag } = useLanguage();
  if (shut.length === 0) return null;
  const names = shut.map((gate) => t(`gate.${gate}`));
  return (
    <p className={classes.text}>{t('shut', { gates: new Intl.ListFormat(tag).format(names) })}</p>
  );
}

function Expiry({ kyc: { expires_on } }: { kyc: KycView }) {
  const { t } = useTranslation('portal-kyc');
  const { tag } = useLanguage();
  if (!expires_on) return null;
  return <p className={classes.text}>{t('expires_on', { day: formatDay(expires_on, tag) })}</p>;
}

/** The vendor's page while a record waits, and what the vendor wants done again. */
function Vendor({ kyc }: { kyc: KycView }) {
  const { t } = useTranslation('portal-kyc');
  const words = useVendorWords();
  const start = useMutation({
    mutationFn: () => startKycCheck(),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const outcome = kyc.check?.outcome;
  const isWanted = outcome === undefined || outcome === 'started' || outcome === 'retry';
  if (kyc.vendor === 'none' || !kyc.is_waiting) return null;
  if (!isWanted) return <p className={classes.text}>{t(`vendor.${outcome}`)}</p>;
  const isAgain = outcome === 'retry';
  return (
    <div className={classes.vendor}>
      <p className={classes.text}>{isAgain ? t('vendor.retry') : t('vendor.hint')}</p>
      {isAgain && kyc.check ? (
        <ul className={classes.labels}>
          {kyc.check.labels.map((label) => (
            <li key={label}>{words(label)}</li>
          ))}
          {kyc.check.comment ? (
            <li>
              <bdi>{kyc.check.comment}</bdi>
            </li>
          ) : null}
        </ul>
      ) : null}
      <FormProblem problem={start.error ? asApiError(start.error) : null} />
      <Button
        leftSection={<IconScan size={17} aria-hidden />}
        loading={start.isPending || start.isSuccess}
        onClick={() => start.mutate()}
      >
        {isAgain ? t('vendor.again') : t('vendor.start')}
      </Button>
    </div>
  );
}

function Renewal({ kyc, onEdit }: StatusPanelProps) {
  const { t } = useTranslation('portal-kyc');
  if (kyc.is_waiting) return <p className={classes.text}>{t('renewal_waits')}</p>;
  if (!onEdit) return null;
  return (
    <Button variant="default" size="xs" mt="sm" onClick={onEdit}>
      {t('renew')}
    </Button>
  );
}
