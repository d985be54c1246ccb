/** One method: its place in the order, its switch, and all about it once it is opened. */
import { ActionIcon, Collapse, Switch, Tooltip } from '@mantine/core';
import { IconChevronDown, IconGripVertical, IconTrash } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pickText } from '@/shared/i18n/localized';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { MethodIcon } from '@/shared/money/MethodIcon';
import { ConfirmDanger } from '@/shared/ui/ConfirmDanger';
import { Chip } from '@/shared/ui/StatusChip';
import { LinesSkeleton } from '@/shared/ui/skeletons';
import { type Method, problemsOfMethod } from './methods';
import classes from './methods.module.css';

const MethodForm = lazy(() => import('./MethodForm').then((one) => ({ default: one.MethodForm })));

export interface MethodCardProps {
  method: Method;
  methods: readonly Method[];
  kinds: readonly string[];
  isLasting: boolean;
  isOpen: boolean;
  isDragged: boolean;
  disabled?: boolean;
  onToggle: () => void;
  onChange: (method: Method) => void;
  onRemove: () => void;
  onStep: (step: 1 | -1) => void;
  onDrag: () => void;
  onDrop: () => void;
  onDragEnd: () => void;
}

export function MethodCard(props: MethodCardProps) {
  const { method, methods, isOpen, isDragged, disabled, onToggle, onChange, onDrop } = props;
  const { t } = useTranslation('desk-methods');
  const { language } = useLanguage();
  const name = pickText(method.name, language) || t('unnamed');
  const problems = problemsOfMethod(method, methods);
  return (
    <section
      className={classes.card}
      data-broken={problems.length > 0 || undefined}
      data-dragged={isDragged || undefined}
      aria-label={name}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <div className={classes.head}>
        {disabled ? null : <Grip {...props} name={name} />}
        <button type="button" className={classes.fold} aria-expanded={isOpen} onClick={onToggle}>
          <MethodIcon icon={method.icon} />
          <bdi className={classes.name}>{name}</bdi>
          <Chip>
            {t(`platforms.${method.provider ?? method.kind}`, method.provider ?? method.kind)}
          </Chip>
          <span className={classes.soft}>
            {method.currencies.map(({ currency }) => currency).join(' · ')}
          </span>
          <IconChevronDown size={16} className={classes.chevron} data-open={isOpen || undefined} />
        </button>
        <Switch
          size="sm"
          label={t('enabled')}
          checked={method.enabled}
          disabled={disabled}
          onChange={(event) => onChange({ ...method, enabled: event.currentTarget.checked })}
        />
        {disabled ? null : <Remove {...props} name={name} />}
      </div>
      {problems.length > 0 ? (
        <ul className={classes.problems}>
          {problems.map((one) => (
            <li key={one}>{t(`problems.${one}`)}</li>
          ))}
        </ul>
      ) : null}
      <Collapse expanded={isOpen}>
        {isOpen ? (
          <Suspense fallback={<LinesSkeleton />}>
            <MethodForm {...props} />
          </Suspense>
        ) : null}
      </Collapse>
    </section>
  );
}

type Named = MethodCardProps & { name: string };

/** Dragged with the pointer, moved with the arrow keys. */
function Grip({ name, onStep, onDrag, onDragEnd }: Named) {
  const { t } = useTranslation('desk-methods');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    onStep(event.key === 'ArrowUp' ? -1 : 1);
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = 'move';
    onDrag();
  };
  return (
    <button
      type="button"
      className={classes.grip}
      draggable
      aria-label={t('move', { name })}
      title={t('move_hint')}
      onKeyDown={onKeyDown}
      onDragStart={onDragStart}
      onDragEnd={onDragEnd}
    >
      <IconGripVertical size={17} aria-hidden />
    </button>
  );
}

function Remove({ name, onRemove }: Named) {
  const { t } = useTranslation('desk-methods');
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Tooltip label={t('remove', { name })}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('remove', { name })}
          onClick={() => setAsked(true)}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
      <ConfirmDanger
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('remove', { name })}
        confirmLabel={t('remove_confirm')}
        onConfirm={() => {
          onRemove();
          return Promise.resolve();
        }}
      >
        {t('remove_hint')}
      </ConfirmDanger>
    </>
  );
}
