/** Takes somebody's second factor away, as when a telephone is lost: with a reason, on record. */
import { Button } from '@mantine/core';
import { IconShieldOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../session';
import { useRead } from './useList';

const FactorResetDialog = lazy(() => import('./FactorResetDialog'));

export interface HeldFactor {
  enrolled: boolean;
  totp_added_at: string | null;
  /** Names of a client's passkeys; of a colleague's, the passkeys themselves. */
  passkeys: (string | { name: string })[];
}

interface FactorResetProps {
  /** Whose: the path of the client or the member. */
  path: string;
  name: string;
  permission: 'reset_client_factors' | 'reset_staff_factors';
}

/** A button for who may; absent where there is nothing to reset. */
export function FactorReset({ path, name, permission }: FactorResetProps) {
  const { t } = useTranslation('desk-words');
  const can = useCan();
  const [asking, setAsking] = useState(false);
  const allowed = can(permission);
  const factor = useQuery({ ...useRead<HeldFactor>(`${path}/factor`), enabled: allowed });
  if (!allowed || !factor.data?.enrolled) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconShieldOff size={17} />}
        onClick={() => setAsking(true)}
      >
        {t('factor_reset.button')}
      </Button>
      {asking ? (
        <Suspense>
          <FactorResetDialog
            path={path}
            name={name}
            held={factor.data}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}
