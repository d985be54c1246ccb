/** The groups of a form in their order; fields of a group that goes stay, in no group. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldGroup, FormDesign } from '@/shared/forms/designed/design';
import type { Language } from '@/shared/i18n/languages';
import { type DesignProblem, freeKey, moved, replaced, without } from './design';
import classes from './designer.module.css';
import { Tools } from './FieldCard';
import { LocalInput } from './FieldEditor';

export interface GroupsEditorProps {
  design: FormDesign;
  onChange: (design: FormDesign) => void;
  language: Language;
  problems: ReadonlyMap<string, DesignProblem>;
  disabled?: boolean;
}

export function GroupsEditor(props: GroupsEditorProps) {
  const { design, onChange, language, problems, disabled } = props;
  const { t } = useTranslation('desk-designer');
  const { groups } = design;
  const change = (next: FieldGroup[]) => onChange({ ...design, groups: next });
  const remove = (place: number) => {
    const gone = groups[place]?.key;
    onChange({
      groups: without(groups, place),
      fields: design.fields.map((one) => (one.group === gone ? { ...one, group: '' } : one)),
    });
  };
  const add = () => {
    const keys = groups.map(({ key }) => key);
    change([...groups, { key: freeKey('group', keys), title: {}, help: {} }]);
  };
  return (
    <fieldset className={classes.groups}>
      <legend className={classes.legend}>{t('groups')}</legend>
      <p className={classes.hint}>{t('groups_hint')}</p>
      {groups.map((group, place) => {
        const name = t('group_number', { number: place + 1 });
        const found = problems.get(`groups.${place}.title`);
        return (
          <div key={group.key} className={classes.choice}>
            <LocalInput
              label={name}
              texts={group.title}
              onTexts={(title) => change(replaced(groups, place, { ...group, title }))}
              language={language}
              error={found ? t(`problem.${found}`) : undefined}
              disabled={disabled}
            />
            <LocalInput
              label={t('help')}
              texts={group.help}
              onTexts={(help) => change(replaced(groups, place, { ...group, help }))}
              language={language}
              disabled={disabled}
            />
            {disabled ? null : (
              <div className={classes.tools}>
                <Tools
                  place={place}
                  count={groups.length}
                  name={name}
                  onMove={(to) => change(moved(groups, place, to))}
                  onRemove={() => remove(place)}
                />
              </div>
            )}
          </div>
        );
      })}
      {disabled ? null : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={add}
        >
          {t('add_group')}
        </Button>
      )}
    </fieldset>
  );
}
