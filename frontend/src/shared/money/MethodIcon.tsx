/** The picture of a payment method, by the name that staff chose for it. */
import {
  IconBuildingBank,
  IconCash,
  IconCreditCard,
  IconCurrencyBitcoin,
  IconDeviceMobile,
  IconWallet,
} from '@tabler/icons-react';

const ICONS = {
  bank: IconBuildingBank,
  card: IconCreditCard,
  cash: IconCash,
  coin: IconCurrencyBitcoin,
  phone: IconDeviceMobile,
  wallet: IconWallet,
};

export type MethodIconName = keyof typeof ICONS;
export const METHOD_ICONS = Object.keys(ICONS) as MethodIconName[];

export function MethodIcon({ icon, size = 22 }: { icon: string; size?: number }) {
  const Icon = ICONS[icon as MethodIconName] ?? IconWallet;
  return <Icon size={size} stroke={1.6} aria-hidden />;
}
