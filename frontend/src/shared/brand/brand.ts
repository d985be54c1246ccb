/** The broker's name, colour and rules that both applications need before anyone signs in. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { usePublicApi } from '@/shared/auth/context';
import type { SignInMethod } from '@/shared/auth/ways/names';
import { DEFAULT_ACCENT } from '@/shared/theme/accent';

export interface PasswordRules {
  min_length: number;
  upper: boolean;
  lower: boolean;
  digit: boolean;
  symbol: boolean;
}

export interface Brand {
  name: string;
  /** `#rrggbb` */
  accent: string;
  support_email: string;
  languages: string[];
  /** IANA name, e.g. `Europe/Athens`. */
  broker_time_zone: string;
  password_rules: PasswordRules;
  /** Whether traders may ask to become introducing brokers; the portal alone is told. */
  ib_upgrades: boolean;
  /** Whether phone numbers are proven by a code; the portal alone is told. */
  phone_codes: boolean;
  /** Which newcomers register in steps, and what follows the form; the portal alone is told. */
  registration_steps: { kinds: string[]; identity: boolean; account: boolean };
  /** By what clients may say who they are; staff always by e-mail address. */
  sign_in_methods: SignInMethod[];
}

const DEFAULT_BRAND: Brand = {
  name: 'Meridian Markets',
  accent: DEFAULT_ACCENT,
  support_email: '',
  languages: ['en', 'zh', 'ar'],
  broker_time_zone: 'UTC',
  password_rules: { min_length: 10, upper: true, lower: true, digit: true, symbol: false },
  ib_upgrades: false,
  phone_codes: false,
  registration_steps: { kinds: [], identity: true, account: true },
  sign_in_methods: ['email'],
};

const BRAND_KEY = 'fairlead.brand';

function rememberedBrand(): Brand {
  const stored = localStorage.getItem(BRAND_KEY);
  if (!stored) return DEFAULT_BRAND;
  try {
    return { ...DEFAULT_BRAND, ...(JSON.parse(stored) as Partial<Brand>) };
  } catch (problem) {
    if (problem instanceof SyntaxError) return DEFAULT_BRAND;
    throw problem;
  }
}

/** The brand as last seen on this device at once, and as the server has it a moment later. */
export function useBrandQuery(realm: 'portal' | 'desk'): Brand {
  const publicApi = usePublicApi();
  const { data } = useQuery({
    queryKey: ['brand', realm],
    queryFn: async ({ signal }) => {
      const fresh = await publicApi.get<Partial<Brand>>(`/api/${realm}/brand`, { signal });
      const brand = { ...DEFAULT_BRAND, ...fresh };
      localStorage.setItem(BRAND_KEY, JSON.stringify(brand));
      return brand;
    },
    initialData: rememberedBrand,
    initialDataUpdatedAt: 0,
    staleTime: 300_000,
  });
  return data;
}

export const BrandContext = createContext<Brand>(DEFAULT_BRAND);

export const useBrand = (): Brand => useContext(BrandContext);
