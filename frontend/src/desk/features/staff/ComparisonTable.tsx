/** The lines of a comparison, with the roles as columns. */
import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Sideways } from '@/shared/ui/Sideways';
import type { Role } from '../../records/types';
import classes from './CompareRolesPage.module.css';
import type { Section } from './comparison';

interface ComparisonTableProps {
  roles: readonly Role[];
  sections: readonly Section[];
}

export function ComparisonTable({ roles, sections }: ComparisonTableProps) {
  const { t } = useTranslation('desk-staff');
  return (
    <Sideways label={t('compare_title')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            {roles.map(({ id, name }) => (
              <th key={id} scope="col">
                <Link to={`/roles/${id}`}>
                  <bdi>{name}</bdi>
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sections.map(({ heading, lines }) => (
            <Fragment key={heading}>
              <tr>
                <th className={classes.heading} scope="rowgroup" colSpan={roles.length + 1}>
                  {heading}
                </th>
              </tr>
              {lines.map(({ code, label, cells }) => (
                <tr key={code}>
                  <th scope="row">{label}</th>
                  {cells.map((cell, place) => (
                    <td key={roles[place]?.id}>
                      {typeof cell === 'string' ? cell : <Held held={cell} />}
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

function Held({ held }: { held: boolean }) {
  const { t } = useTranslation('desk-staff');
  const Icon = held ? IconCheck : IconMinus;
  return (
    <span className={held ? classes.yes : classes.no}>
      <Icon size={17} aria-hidden />
      <VisuallyHidden>{held ? t('held') : t('not_held')}</VisuallyHidden>
    </span>
  );
}
