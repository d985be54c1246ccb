/** The signed-in staff member, as the desk knows them. */
import { useWho } from '@/shared/auth/context';

export interface Staff {
  staff_id: string;
  name: string;
  email: string;
  role: { id: string; name: string };
  permissions: string[];
  scope: unknown;
  language: string;
  theme: string | null;
}

export const useStaff = (): Staff => useWho<Staff>();

/** Whether to show something; the server refuses by itself whatever this hides. */
export function useCan(): (permission: string) => boolean {
  const { permissions } = useStaff();
  return (permission) => permissions.includes(permission);
}
