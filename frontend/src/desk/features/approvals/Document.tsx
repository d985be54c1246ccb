/**
 * One document in place, to be read beside the data: a picture can be turned and enlarged, a PDF
 * is shown by the browser's own reader.
 */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconExternalLink,
  IconRotateClockwise,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './FilesPane.module.css';
import { isForThePage } from './queue';

const STEPS = [1, 1.5, 2, 3, 4] as const;
const QUARTER = 90;

export function Document({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation('desk-approvals');
  const isPicture = /\.(png|jpe?g|webp|gif|heic)$/i.test(name);
  const isPdf = /\.pdf$/i.test(name);
  const ownTab = (
    <Button
      component="a"
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      variant="subtle"
      size="compact-sm"
      leftSection={<IconExternalLink size={16} />}
    >
      {t('files.own_tab')}
    </Button>
  );
  if (isPicture) return <Picture url={url} name={name} aside={ownTab} />;
  return (
    <>
      {isPdf ? <Pdf url={url} name={name} /> : null}
      {ownTab}
    </>
  );
}

/**
 * Browsers do not start their reader in a sandboxed frame. What keeps the document away from us is
 * that it stands at the file store's origin, without powers and without a referrer.
 */
function Pdf({ url, name }: { url: string; name: string }) {
  return (
    <iframe src={url} title={name} className={classes.page} allow="" referrerPolicy="no-referrer" />
  );
}

interface PictureProps {
  url: string;
  name: string;
  aside: ReactNode;
}

function Picture({ url, name, aside }: PictureProps) {
  const { t } = useTranslation('desk-approvals');
  const [step, setStep] = useState(0);
  const [turns, setTurns] = useState(0);
  const zoom = STEPS[step] ?? 1;
  const tools = [
    {
      key: '+',
      label: t('files.larger'),
      icon: IconZoomIn,
      run: step < STEPS.length - 1 ? () => setStep(step + 1) : undefined,
    },
    {
      key: '-',
      label: t('files.smaller'),
      icon: IconZoomOut,
      run: step > 0 ? () => setStep(step - 1) : undefined,
    },
    {
      key: 't',
      label: t('files.turn'),
      icon: IconRotateClockwise,
      run: () => setTurns((turns + 1) % 4),
    },
  ];
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isForThePage(event)) return;
      tools.find(({ key }) => key === event.key.toLowerCase())?.run?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by key */}
      <section className={classes.stage} tabIndex={0} aria-label={name}>
        <img
          src={url}
          alt={name}
          className={classes.picture}
          style={{ width: `${zoom * 100}%`, rotate: `${turns * QUARTER}deg` }}
          data-sideways={turns % 2 === 1 || undefined}
        />
      </section>
      <div className={classes.tools}>
        {tools.map(({ label, icon: Icon, run }) => (
          <Tooltip key={label} label={label}>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={label}
              disabled={!run}
              onClick={run}
            >
              <Icon size={17} />
            </ActionIcon>
          </Tooltip>
        ))}
        {aside}
      </div>
    </>
  );
}
