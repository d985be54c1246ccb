/** Placeholders with the measure of what will come, so that nothing jumps when it arrives. */
import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FigureRow } from './FigureCard';
import classes from './skeletons.module.css';

const times = (count: number) =>
  Array.from({ length: count }, (_, index) => `placeholder-${index}`);

function Waiting({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <div role="status" aria-label={t('states.loading')}>
      {children}
    </div>
  );
}

export function FiguresSkeleton({ count = 4 }: { count?: number }) {
  return (
    <Waiting>
      <FigureRow>
        {times(count).map((key) => (
          <div key={key} className={classes.figure}>
            <Skeleton height={14} width="45%" />
            <Skeleton height={26} width="70%" mt={14} />
          </div>
        ))}
      </FigureRow>
    </Waiting>
  );
}

export function LinesSkeleton({ count = 6 }: { count?: number }) {
  return (
    <Waiting>
      <div className={classes.lines}>
        {times(count).map((key) => (
          <Skeleton key={key} height={16} />
        ))}
      </div>
    </Waiting>
  );
}

export function FormSkeleton({ fields = 4 }: { fields?: number }) {
  return (
    <Waiting>
      <div className={classes.form}>
        {times(fields).map((key) => (
          <div key={key}>
            <Skeleton height={13} width="30%" mb={8} />
            <Skeleton height={36} />
          </div>
        ))}
        <Skeleton height={36} mt={8} />
      </div>
    </Waiting>
  );
}

/** A whole page whose code or catalogue is still on its way. */
export function PageSkeleton() {
  return (
    <Waiting>
      <Skeleton height={26} width="14rem" mb={10} />
      <Skeleton height={15} width="9rem" mb={26} />
      <div className={classes.block}>
        <div className={classes.lines}>
          {times(8).map((key) => (
            <Skeleton key={key} height={16} />
          ))}
        </div>
      </div>
    </Waiting>
  );
}
