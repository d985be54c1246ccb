/** The designer of payment methods as the editor of their two settings. */

import MethodsEditor from '../../methods/MethodsEditor';
import type { Method } from '../../methods/methods';
import { type Json, kindOf, resolved, type Schema } from './schema';

interface MethodsSettingProps {
  schema: Schema;
  value: Json;
  onChange: (value: Json) => void;
  disabled?: boolean;
}

/** What methods can be, by the setting's own schema. */
function kindsOf(schema: Schema): string[] {
  const item = resolved(schema.items ?? {}, schema);
  const kind = kindOf(item.properties?.kind ?? {}, schema);
  if (kind.kind === 'choice') return kind.options;
  return kind.kind === 'fixed' ? [String(kind.value)] : [];
}

export default function MethodsSetting({ schema, value, onChange, disabled }: MethodsSettingProps) {
  return (
    <MethodsEditor
      value={(value ?? []) as unknown as Method[]}
      onChange={(next) => onChange(next as unknown as Json)}
      kinds={kindsOf(schema)}
      disabled={disabled}
    />
  );
}
